package dev.freeport.samples.classic;

import dev.freeport.samples.servers.ChildServer;
import dev.freeport.samples.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ClassicChildProcess {
    @RepeatedTest(3)
    void servesOnItsPort() throws Exception {
        int port = ClassicPort.choose();
        TwoStarts.on(port, ChildServer::on);
    }
}
