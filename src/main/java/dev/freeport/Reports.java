package dev.freeport;

import dev.freeport.registry.PortRegistry;
import dev.freeport.report.Timeline;
import dev.freeport.stack.HostStack;
import java.nio.file.Path;

/** The timelines that this JVM writes; is loaded when the first one is asked for, or at the end of a session. */
final class Reports {
    private static volatile boolean wanted;

    private Reports() {}

    static void record(Path page, PortRequest request, PortRegistry registry) {
        wanted = true;
        Timeline.record(page, HostStack.current(), Pools.of(request, registry));
    }

    /** Makes the pages when tests are over, in a JVM that may go on. */
    static void sessionEnds() {
        if (wanted) {
            Timeline.writePages();
        }
    }
}
