package dev.freeport.samples.proof.taken;

import dev.freeport.junit.FreePort;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test that starts a server on its port. Run by {@link TakenPortRun} only. */
class TakenPort {
    @Test
    void startsServer(@FreePort int port, @TempDir Path scratch) throws Exception {
        TakenPortRun.current().test(port, scratch);
    }

    /** Not in the test itself: the extension looks who has the port after the test has failed. */
    @AfterEach
    void freePort() throws Exception {
        TakenPortRun.current().letGo();
    }
}
