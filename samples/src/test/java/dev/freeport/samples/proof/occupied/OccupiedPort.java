package dev.freeport.samples.proof.occupied;

import dev.freeport.junit.FreePort;
import dev.freeport.samples.proof.servers.ChildServer;
import dev.freeport.samples.proof.servers.JdkServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Always fails: another process listens on the port. Run by {@link OccupiedPortRun} only. */
class OccupiedPort {
    private @Nullable ChildServer other;

    @Test
    void cannotServe(@FreePort int port) throws Exception {
        other = ChildServer.on(port, "other");
        OccupiedPortRun.otherProcess(other.pid());
        JdkServer.on(port, "own").close();
    }

    /** Not in the test itself: the extension looks who has the port after the test has failed. */
    @AfterEach
    void endTheOtherProcess() throws Exception {
        if (other != null) {
            other.close();
        }
    }
}
