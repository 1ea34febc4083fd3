package dev.freeport.cli;

import dev.freeport.internal.registry.FixedPortWait;
import dev.freeport.internal.registry.GuardKind;
import dev.freeport.internal.registry.PortRefusedException;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.registry.UnusableDirectoryException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The second JVM of {@code doctor}: tries to reserve ports, each with one guard alone, and releases them. */
@Command(name = "guard-trials", hidden = true)
final class GuardTrialCommand extends SettingsCommand {
    static final String RESERVED = "reserved";
    static final String REFUSED = "refused";
    static final ReservationOptions OPTIONS = new ReservationOptions("freeport doctor", Duration.ZERO);

    @Parameters(paramLabel = "GUARD=PORT")
    private List<String> trials = List.of();

    /** Prints a line for each trial. */
    @Override
    public Integer call() throws UnusableDirectoryException {
        for (String trial : trials) {
            String[] guardAndPort = trial.split("=", 2);
            print(trial, attempt(GuardKind.valueOf(guardAndPort[0]), Integer.parseInt(guardAndPort[1])));
        }
        return 0;
    }

    private void print(String trial, String result) {
        answer(result, trial + " " + result);
    }

    private static String attempt(GuardKind guard, int port) throws UnusableDirectoryException {
        try {
            new FixedPortWait(Registries.withOnly(guard, Registries.directory()), port, OPTIONS)
                    .await(Duration.ZERO)
                    .release();
            return RESERVED;
        } catch (PortRefusedException refused) {
            return REFUSED;
        }
    }
}
