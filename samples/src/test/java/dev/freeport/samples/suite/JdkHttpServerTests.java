package dev.freeport.samples.suite;

import dev.freeport.junit.FreePort;
import dev.freeport.samples.servers.JdkServer;
import dev.freeport.samples.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class JdkHttpServerTests {
    @RepeatedTest(20)
    void servesOnItsPort(@FreePort int port) throws Exception {
        TwoStarts.on(port, JdkServer::on);
    }
}
