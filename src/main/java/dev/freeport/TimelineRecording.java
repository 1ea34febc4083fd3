package dev.freeport;

import dev.freeport.internal.registry.PortRegistry;
import dev.freeport.internal.timeline.Timeline;
import dev.freeport.stack.HostStack;
import java.nio.file.Path;

/** The timelines that this JVM writes; is loaded when the first one is asked for, or at the end of a session. */
final class TimelineRecording {
    private static volatile boolean wanted;

    private TimelineRecording() {}

    static void record(Path page, PortRequest request, PortRegistry registry) {
        wanted = true;
        Timeline.record(page, HostStack.current(), PoolCache.of(request, registry));
    }

    /** Makes the pages when tests are over, in a JVM that may go on. */
    static void sessionEnds() {
        if (wanted) {
            Timeline.writePages();
        }
    }
}
