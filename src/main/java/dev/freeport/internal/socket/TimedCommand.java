package dev.freeport.internal.socket;

import dev.freeport.internal.os.ExternalCommand;
import dev.freeport.internal.process.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of the system that may take some time, and not more. */
interface TimedCommand {
    TimedCommand SYSTEM = (command, deadline) ->
            ExternalCommand.run(command, Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft())));

    /** Runs a command, and kills it when the time is over; the message of an exception names the command. */
    String run(List<String> command, Deadline deadline) throws IOException;
}
