package dev.freeport.samples.suite;

import dev.freeport.junit.FreePort;
import dev.freeport.samples.servers.ChildServer;
import dev.freeport.samples.servers.TwoStarts;
import org.junit.jupiter.api.RepeatedTest;

class ChildProcessTests {
    @RepeatedTest(3)
    void servesOnItsPort(@FreePort int port) throws Exception {
        TwoStarts.on(port, ChildServer::on);
    }
}
