package dev.freeport.cli;

import dev.freeport.internal.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the timeline of a build of what its JVMs wrote. */
@Command(
        name = "report",
        description = {
            "Makes the page of a build with freeport.timeline from the folder PAGE.events beside it.",
            "Each JVM makes it when it ends; this is for when the last one was killed, or the folder came from elsewhere."
        },
        sortOptions = false,
        exitCodeOnInvalidInput = Freeport.WRONG_USE,
        exitCodeOnExecutionException = Freeport.NOT_FOUND_OUT,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:The page was made.",
            "1:There are no events to make it of.",
            "2:The command was used wrongly.",
            "3:The page could not be written, or the answer."
        },
        footerHeading = "Keys of the JSON:%n",
        footer = "  page (its path), made (whether it was)")
final class ReportCommand extends Question {
    private static final int NO_EVENTS = 1;

    @Parameters(paramLabel = "PAGE", description = "The page, as freeport.timeline named it.")
    private Path page = Path.of("");

    @Override
    public Integer call() {
        if (page.getFileName() == null || Files.isDirectory(page)) {
            throw wrong("PAGE (" + page + ") must be the path of a file.");
        }
        boolean made;
        try {
            made = Progress.of("making the page", () -> Timeline.remake(page));
        } catch (IOException why) {
            note("PAGE (" + page + ") is not made: " + why + ". This user must be able to read " + page
                    + ".events and to write both.");
            return Freeport.NOT_FOUND_OUT;
        }
        if (made || isJson()) {
            answer(Json.object("page", page.toString(), "made", made), "Made " + page + ".");
        } else {
            note("There are no events of JVMs in " + page + ".events; give the page that freeport.timeline named.");
        }
        return made ? 0 : NO_EVENTS;
    }
}
