package dev.freeport.internal.timeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What opens a page and runs its scripts. */
interface Browser {
    /** Opens a page, and returns what its scripts made of it. */
    String dom(Path page, String hash) throws IOException;

    /** Returns what the pages said on the console so far, such as errors. */
    List<String> console() throws IOException;
}
