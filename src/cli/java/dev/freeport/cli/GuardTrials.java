package dev.freeport.cli;

import dev.freeport.registry.Guard;
import dev.freeport.registry.PortRefusedException;
import dev.freeport.registry.Registries;
import dev.freeport.registry.Terms;
import dev.freeport.registry.UnusableDirectoryException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the second JVM of {@code doctor} does: it tries to get ports, each by one guard alone, and gives them back. */
@Command(name = "guard-trials", hidden = true)
final class GuardTrials extends MeetingQuestion {
    static final String GIVEN = "given";
    static final String REFUSED = "refused";
    static final Terms TERMS = new Terms("freeport doctor", true, Duration.ZERO);

    @Parameters(paramLabel = "GUARD=PORT")
    private List<String> trials = List.of();

    /** Answers with a line for each trial. */
    @Override
    public Integer call() throws UnusableDirectoryException {
        for (String trial : trials) {
            String[] guardAndPort = trial.split("=", 2);
            say(trial, attempt(Guard.valueOf(guardAndPort[0]), Integer.parseInt(guardAndPort[1])));
        }
        return 0;
    }

    private void say(String trial, String result) {
        answer(result, trial + " " + result);
    }

    private static String attempt(Guard guard, int port) throws UnusableDirectoryException {
        try {
            Registries.withOnly(guard, Registries.directory())
                    .reserveExactly(port, TERMS, Duration.ZERO)
                    .release();
            return GIVEN;
        } catch (PortRefusedException refused) {
            return REFUSED;
        }
    }
}
