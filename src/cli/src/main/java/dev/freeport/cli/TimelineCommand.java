package dev.freeport.cli;

import dev.freeport.internal.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "timeline",
        description = {
            "Writes the timeline of a build from PAGE.events, the directory of its events (setting freeport.timeline).",
            "Each JVM does so when it exits; use this command if the last JVM was killed, or if you copied the directory."
        },
        exitCodeList = {
            "0:The timeline was written.",
            "1:There are no events.",
            Freeport.USAGE_ERROR_LINE,
            "3:The timeline or other output could not be written."
        },
        footer = "  page (its path), written (true or false)")
final class TimelineCommand extends AnswerCommand {
    private static final int NO_EVENTS = 1;

    @Parameters(paramLabel = "PAGE", description = "The HTML page that freeport.timeline names.")
    private Path page = Path.of("");

    @Override
    public Integer call() {
        if (page.getFileName() == null || Files.isDirectory(page)) {
            throw usageError("PAGE (" + page + ") must be the path of a file");
        }
        boolean written;
        try {
            written = Progress.of("writing the timeline", () -> Timeline.remake(page));
        } catch (IOException why) {
            note("Cannot write PAGE (" + page + "): " + why + ". Make sure that this user can read and write " + page
                    + ".events, and write " + page + ".");
            return Freeport.NO_ANSWER;
        }
        if (written || isJson()) {
            answer(Json.object("page", page.toString(), "written", written), "Wrote " + page + ".");
        } else {
            note("No JVM has written events to " + page + ".events. Pass the path that freeport.timeline names.");
        }
        return written ? 0 : NO_EVENTS;
    }
}
