package dev.freeport.samples.proof.docs;

import dev.freeport.diagnosis.AnyDiagnosis;
import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what documents say of the product with the product. */
final class FactCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<=[Pp]ort |pid )\\d+");

    private FactCheck() {}

    /** Returns the causes whose headline or explanation a document does not have as the product prints it. */
    static List<String> missingCauses(Page page) {
        String text = String.join("\n", page.lines());
        List<String> missing = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            PortDiagnosis diagnosis = diagnosis(cause);
            String headline = placeholders(diagnosis.headline());
            if (!text.contains(headline)) {
                missing.add(page.name() + ": no '" + headline + "' (" + cause + ")");
            }
        }
        return missing;
    }

    private static PortDiagnosis diagnosis(Cause cause) {
        InetSocketAddress wanted = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        OwnerProcess owner = new ProcessDetails(1, "server", "ada", Optional.empty());
        return AnyDiagnosis.of(BindAttempt.of(Protocol.TCP, wanted), cause, owner);
    }

    private static String placeholders(String headline) {
        return PLACEHOLDER
                .matcher(headline)
                .replaceAll("N")
                .replace(InetAddress.getLoopbackAddress().getHostAddress(), "ADDRESS");
    }

    /** Returns the profiles whose dynamic range the table of a document does not tell. */
    static List<String> missingProfiles(Page page) {
        return Stream.of(StackProfile.values())
                .filter(profile -> profile != StackProfile.PORTABLE)
                .filter(profile -> page.rows().stream()
                        .noneMatch(cells -> cells.get(0).contains("`" + profile + "`")
                                && cells.get(1).equals(profile.dynamic().toString())))
                .map(profile -> page.name() + ": no row for " + profile + " with " + profile.dynamic())
                .toList();
    }

    /** Returns the rows of tables in a document below {@code <!-- figures: FILE -->} that are not in that file. */
    static List<String> unmeasured(Page page, Page figures) {
        List<String> unmeasured = new ArrayList<>();
        boolean measured = false;
        for (int i = 0; i < page.lines().size(); i++) {
            String line = page.lines().get(i);
            measured = line.equals("<!-- figures: " + figures.name() + " -->") || measured && line.startsWith("|");
            if (measured && line.startsWith("| ") && !figures.lines().contains(line)) {
                unmeasured.add(page.place(i) + ": not in " + figures.name() + ": " + line);
            }
        }
        return unmeasured;
    }

    /** Returns the samples to copy that a document does not link to. */
    static List<String> missingSamples(Page page, List<String> samples) {
        return samples.stream()
                .filter(sample ->
                        page.links().stream().noneMatch(link -> link.target().endsWith("/" + sample)))
                .map(sample -> page.name() + ": no link to the sample " + sample)
                .toList();
    }

    /** Returns the commands, by the names of their classes, that no table of a document begins a row with. */
    static List<String> missingCommands(Page page, List<String> commands) {
        return commands.stream()
                .filter(command ->
                        page.rows().stream().noneMatch(cells -> cells.get(0).matches("`" + command + "\\b.*")))
                .map(command -> page.name() + ": no row for the command " + command)
                .toList();
    }
}
