package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An {@link OwnerProcess} with everything that this host tells of it. */
public record ProcessDetails(
        long pid,
        String command,
        String user,
        Optional<Instant> started,
        OwnerKind kind,
        Optional<String> directory,
        List<Ancestor> ancestors,
        Optional<String> unit,
        Optional<String> forwardsTo,
        Optional<String> terminal,
        Optional<String> howToStop)
        implements OwnerProcess {

    static final String UNKNOWN_USER = "unknown";

    public ProcessDetails(long pid, String command, String user, Optional<Instant> started) {
        this(
                pid,
                command,
                user,
                started,
                OwnerKind.OTHER,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public ProcessDetails(
            long pid,
            String command,
            String user,
            Optional<Instant> started,
            OwnerKind kind,
            Optional<String> directory,
            List<Ancestor> ancestors,
            Optional<String> unit,
            Optional<String> forwardsTo) {
        this(
                pid,
                command,
                user,
                started,
                kind,
                directory,
                ancestors,
                unit,
                forwardsTo,
                Optional.empty(),
                Optional.empty());
    }

    public static OwnerProcess unknown(long pid) {
        return new ProcessDetails(pid, "[?]", UNKNOWN_USER, Optional.empty());
    }

    @Override
    public boolean isThisJvm() {
        return pid == ProcessIdentity.current().pid();
    }
}
