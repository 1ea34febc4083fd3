package dev.freeport.samples.proof.classic;

import dev.freeport.samples.proof.servers.ChildServer;
import dev.freeport.samples.proof.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ClassicChildProcess {
    @RepeatedTest(3)
    void servesOnItsPort() throws Exception {
        int port = ClassicPort.choose();
        TwoStarts.on(port, ChildServer::on);
    }
}
