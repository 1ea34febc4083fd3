package dev.freeport.internal.registry.model;

import dev.freeport.internal.registry.model.Adversary.Harm;
import dev.freeport.internal.registry.model.Adversary.When;
import dev.freeport.internal.registry.model.Protocol.Guard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The verdicts on all sets of guards against all adversaries, as a text. */
final class VerdictTable {
    static final Protocol FILES = Protocol.of(Guard.LOCK, Guard.LEDGER, Guard.LOOK);
    static final Protocol ALL = Protocol.of(Guard.LOCK, Guard.LEDGER, Guard.LOOK, Guard.KERNEL);

    /** Inside the dynamic range, where a guard socket holds the port too. */
    static final Protocol INSIDE = Protocol.of(Guard.LOCK, Guard.LEDGER, Guard.LOOK, Guard.KERNEL, Guard.SOCKET);

    static final Adversary NONE = Adversary.of("nothing happens");
    static final Adversary KILLS = Adversary.of("process killed", Harm.KILL);
    static final Adversary CLOSES = Adversary.of("+ lock file closed in its holder", Harm.KILL, Harm.CLOSE_LOCK_FILE);
    static final Adversary DELETES_LOCK_FILE = Adversary.of("+ lock file deleted", Harm.KILL, Harm.DELETE_LOCK_FILE);
    static final Adversary DELETES_LEDGER = Adversary.of("+ ledger deleted", Harm.KILL, Harm.DELETE_LEDGER);
    static final Adversary CUTS_LEDGER = Adversary.of("+ ledger cut off", Harm.KILL, Harm.CUT_LEDGER);
    static final Adversary DELETES_BOTH =
            Adversary.of("+ both deleted", Harm.KILL, Harm.DELETE_LOCK_FILE, Harm.DELETE_LEDGER);
    static final Adversary DELETES_SLOWLY = Adversary.of(
                    "+ both deleted, each once noticed", Harm.KILL, Harm.DELETE_LOCK_FILE, Harm.DELETE_LEDGER)
            .when(When.HOLDERS_HAVE_NOTICED);
    static final Adversary TIDIES = Adversary.of(
                    "+ both deleted while idle", Harm.KILL, Harm.DELETE_LOCK_FILE, Harm.DELETE_LEDGER)
            .when(When.FILES_ARE_IDLE);
    static final Adversary TIDIES_AND_CLOSES = Adversary.of(
                    "+ the same, and lock file closed",
                    Harm.KILL,
                    Harm.DELETE_LOCK_FILE,
                    Harm.DELETE_LEDGER,
                    Harm.CLOSE_LOCK_FILE)
            .when(When.FILES_ARE_IDLE);
    static final Adversary DOES_IT_ALL = Adversary.of("all of this", Harm.values());

    static final List<Adversary> ADVERSARIES = List.of(
            NONE,
            KILLS,
            CLOSES,
            DELETES_LOCK_FILE,
            DELETES_LEDGER,
            CUTS_LEDGER,
            TIDIES,
            TIDIES_AND_CLOSES,
            DELETES_SLOWLY,
            DELETES_BOTH);

    private static final int WIDTH = 35;

    private VerdictTable() {}

    static String render() {
        Map<String, Protocol> protocols = new LinkedHashMap<>();
        protocols.put("none", Protocol.of());
        protocols.put("lock", Protocol.of(Guard.LOCK));
        protocols.put("ledger", Protocol.of(Guard.LEDGER));
        protocols.put("kernel", Protocol.of(Guard.KERNEL));
        protocols.put("lock+look", Protocol.of(Guard.LOCK, Guard.LOOK));
        protocols.put("ledger+look", Protocol.of(Guard.LEDGER, Guard.LOOK));
        protocols.put("lock+ledger", Protocol.of(Guard.LOCK, Guard.LEDGER));
        protocols.put("files", FILES);
        protocols.put("all", ALL);
        StringBuilder table = new StringBuilder(line("", protocols, protocol -> ""));
        for (Adversary adversary : ADVERSARIES) {
            table.append(line(
                    adversary.name(),
                    protocols,
                    protocol -> Exploration.ofSafety(protocol, adversary, 2).fileLocks() ? "holds" : "-"));
        }
        return table.toString();
    }

    private static String line(String first, Map<String, Protocol> protocols, Function<Protocol, String> cell) {
        StringBuilder line = new StringBuilder(pad(first, WIDTH));
        protocols.forEach((heading, protocol) -> {
            String text = cell.apply(protocol);
            line.append(pad(text.isEmpty() ? heading : text, Math.max(heading.length(), "holds".length()) + 2));
        });
        return line.toString().stripTrailing() + "\n";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
