package dev.freeport.samples.classic;

import dev.freeport.samples.servers.JettyServer;
import dev.freeport.samples.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ClassicJetty {
    @RepeatedTest(20)
    void servesOnItsPort() throws Exception {
        int port = ClassicPort.choose();
        TwoStarts.on(port, JettyServer::on);
    }
}
