package dev.freeport.samples.proof.suite;

import dev.freeport.junit.FreePort;
import dev.freeport.samples.proof.servers.JdkServer;
import dev.freeport.samples.proof.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class JdkHttpServerTests {
    @RepeatedTest(20)
    void servesOnItsPort(@FreePort int port) throws Exception {
        TwoStarts.on(port, JdkServer::on);
    }
}
