package dev.freeport.samples.suite;

import dev.freeport.junit.FreePort;
import dev.freeport.samples.servers.JettyServer;
import dev.freeport.samples.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class JettyTests {
    @RepeatedTest(20)
    void servesOnItsPort(@FreePort int port) throws Exception {
        TwoStarts.on(port, JettyServer::on);
    }
}
