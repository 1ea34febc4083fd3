package dev.freeport.samples.proof.classic;

import dev.freeport.samples.proof.servers.JdkServer;
import dev.freeport.samples.proof.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ClassicJdkHttpServer {
    @RepeatedTest(20)
    void servesOnItsPort() throws Exception {
        int port = ClassicPort.choose();
        TwoStarts.on(port, JdkServer::on);
    }
}
