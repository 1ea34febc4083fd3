package dev.freeport.samples.proof.suite;

import dev.freeport.junit.FreePort;
import dev.freeport.samples.proof.servers.ChildServer;
import dev.freeport.samples.proof.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ChildProcessTests {
    @RepeatedTest(3)
    void servesOnItsPort(@FreePort int port) throws Exception {
        TwoStarts.on(port, ChildServer::on);
    }
}
