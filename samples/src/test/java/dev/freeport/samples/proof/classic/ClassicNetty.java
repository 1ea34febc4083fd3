package dev.freeport.samples.proof.classic;

import dev.freeport.samples.proof.servers.NettyServer;
import dev.freeport.samples.proof.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ClassicNetty {
    @RepeatedTest(20)
    void servesOnItsPort() throws Exception {
        int port = ClassicPort.choose();
        TwoStarts.on(port, NettyServer::on);
    }
}
