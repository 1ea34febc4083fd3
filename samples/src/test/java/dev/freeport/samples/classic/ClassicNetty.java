package dev.freeport.samples.classic;

import dev.freeport.samples.servers.NettyServer;
import dev.freeport.samples.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ClassicNetty {
    @RepeatedTest(20)
    void servesOnItsPort() throws Exception {
        int port = ClassicPort.choose();
        TwoStarts.on(port, NettyServer::on);
    }
}
