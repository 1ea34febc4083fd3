package dev.freeport.diagnosis;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.process.StartTime;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** How processes are described. */
final class OwnerText {
    private static final String NO_COMMAND = "[?]";
    static final String NO_USER = "unknown";

    private OwnerText() {}

    static String pids(List<OwnerProcess> owners, String separator) {
        StringJoiner pids = new StringJoiner(separator);
        owners.forEach(owner -> pids.add(Long.toString(owner.pid())));
        return pids.toString();
    }

    /** Returns such as {@code pid 4711}, {@code pids 4711, 4712} or {@code this JVM (pid 4710) and pid 4711}. */
    static String named(List<OwnerProcess> owners) {
        List<OwnerProcess> others =
                owners.stream().filter(owner -> !owner.isThisJvm()).toList();
        String text = (others.size() == 1 ? "pid " : "pids ") + pids(others, ", ");
        if (others.size() == owners.size()) {
            return text;
        }
        String self = ProcessIdentity.label(ProcessHandle.current().pid());
        return others.isEmpty() ? self : self + " and " + text;
    }

    /** As {@link #named}; of one that is another test JVM of this build also that, and its module between two commas. */
    static String namedWithFork(List<OwnerProcess> owners) {
        return named(owners)
                + (owners.size() == 1 && owners.get(0).kind() == OwnerKind.SIBLING_FORK
                        ? ", " + OwnerKind.SIBLING_FORK.text() + module(owners.get(0)) + ","
                        : "");
    }

    private static String module(OwnerProcess owner) {
        // no path: it may have letters that the locale of this JVM lacks
        return owner.directory()
                .map(directory -> new File(directory).getName())
                .filter(name -> !name.isEmpty())
                .map(name -> " (module " + name + ")")
                .orElse("");
    }

    static String describe(OwnerProcess owner) {
        String who = owner.label() + role(owner);
        return isOnlyPid(owner)
                ? who + ", of which nothing else is known"
                : who + ", user " + owner.user()
                        + owner.started().map(OwnerText::started).orElse("");
    }

    /** Returns the command line, in words where there is none; empty where {@link #describe} has said so. */
    static Optional<String> command(OwnerProcess owner) {
        if (isOnlyPid(owner)) {
            return Optional.empty();
        }
        return Optional.of(owner.command().equals(NO_COMMAND) ? "(command line not known)" : owner.command());
    }

    /** Whether the command line is not known, and at most a name. */
    static boolean isNameless(OwnerProcess owner) {
        return owner.command().startsWith("[") && owner.command().endsWith("]");
    }

    private static boolean isOnlyPid(OwnerProcess owner) {
        return owner.command().equals(NO_COMMAND)
                && owner.user().equals(NO_USER)
                && owner.started().isEmpty();
    }

    private static String role(OwnerProcess owner) {
        return owner.isThisJvm() || owner.kind() == OwnerKind.OTHER
                ? ""
                : " (" + owner.kind().text() + ")";
    }

    /** Returns where it runs, as far as that is known: {@code in /shop, below 812 bash, 1 systemd, unit shop.service}. */
    static Optional<String> surroundings(OwnerProcess owner) {
        if (owner.isThisJvm()) {
            return Optional.empty();
        }
        StringJoiner parts = new StringJoiner(", ");
        owner.forwardsTo().ifPresent(target -> parts.add("forwarding to " + target));
        owner.directory().ifPresent(directory -> parts.add("in " + directory));
        owner.terminal().ifPresent(terminal -> parts.add("on " + terminal));
        if (!owner.ancestors().isEmpty()) {
            StringJoiner ancestors = new StringJoiner(", ", "below ", "");
            owner.ancestors().stream().map(Ancestor::toString).forEach(ancestors::add);
            parts.add(ancestors.toString());
        }
        owner.unit().ifPresent(parts::add);
        return parts.length() == 0 ? Optional.empty() : Optional.of(parts.toString());
    }

    private static String started(Instant started) {
        Optional<Instant> own = StartTime.of(ProcessHandle.current());
        Duration earlier = own.map(jvm -> Duration.between(started, jvm)).orElse(Duration.ZERO);
        if (earlier.isZero()) {
            return ", started " + seconds(started);
        }
        return ", started " + seconds(started) + " (" + words(earlier.abs())
                + (earlier.isNegative() ? " after" : " before") + " this JVM)";
    }

    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String words(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
    }
}
