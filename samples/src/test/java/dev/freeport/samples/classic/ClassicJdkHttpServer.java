package dev.freeport.samples.classic;

import dev.freeport.samples.servers.JdkServer;
import dev.freeport.samples.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ClassicJdkHttpServer {
    @RepeatedTest(20)
    void servesOnItsPort() throws Exception {
        int port = ClassicPort.choose();
        TwoStarts.on(port, JdkServer::on);
    }
}
