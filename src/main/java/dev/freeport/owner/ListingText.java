package dev.freeport.owner;

import dev.freeport.internal.text.AddressText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Renders what listens as a table, of which no line is long. */
final class ListingText {
    private static final List<String> HEAD = List.of("PORT", "CLASS", "SERVICE", "ADDRESSES", "PID", "USER", "PROCESS");

    /** How wide a column may get: what is longer ends with three dots; a command line has them in the middle. */
    private static final int[] WIDEST = {9, 28, 16, 34, 16, 16, 80};

    private static final int MOST_LINES = 500;

    private ListingText() {}

    static String render(ListeningPorts listing) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        listing.listeners().stream().limit(MOST_LINES).map(ListingText::cells).forEach(rows::add);
        int[] widths = new int[WIDEST.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cut(row.get(i), WIDEST[i]).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(String.format("%-" + widths[i] + "s  ", cut(row.get(i), WIDEST[i])));
            }
            lines.add(line.toString().stripTrailing());
        }
        int more = listing.listeners().size() - MOST_LINES;
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        listing.notes().forEach(note -> lines.add("note: " + note));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> cells(ListeningPort listener) {
        List<OwnerProcess> owners = listener.owners();
        return List.of(
                listener.port() + "/" + listener.protocol(),
                listener.portClass() + (listener.isDynamic() ? ", in dynamic range" : ""),
                listener.service().orElse("-"),
                listener.addresses().stream().map(AddressText::bracketed).collect(Collectors.joining(", ")),
                owners.isEmpty() ? "?" : owners.get(0).pid() + (owners.size() > 1 ? " +" + (owners.size() - 1) : ""),
                user(listener),
                owners.isEmpty() ? "not visible from here" : command(owners.get(0)));
    }

    private static String user(ListeningPort listener) {
        if (!listener.owners().isEmpty()) {
            return listener.owners().get(0).user();
        }
        return listener.uid().isPresent() ? "uid " + listener.uid().getAsLong() : "unknown";
    }

    private static String command(OwnerProcess owner) {
        return (owner.isThisJvm() ? "(this JVM) " : "") + shorten(owner.command(), WIDEST[WIDEST.length - 1] - 11);
    }

    /** Keeps the program, and the end: the class, the jar or the script that runs, and its arguments. */
    private static String shorten(String command, int longest) {
        if (command.length() <= longest) {
            return command;
        }
        int space = command.indexOf(' ');
        String program = space < 0 ? "" : command.substring(command.lastIndexOf('/', space) + 1, space);
        if (program.isEmpty() || program.length() > longest / 2) {
            return "..." + command.substring(command.length() - longest + 3);
        }
        int kept = longest - program.length() - 5;
        return program + " ... " + command.substring(command.length() - kept).stripLeading();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
