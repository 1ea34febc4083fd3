package dev.freeport.internal.session;

import dev.freeport.internal.registry.Reservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The warning about reservations that tests never closed: a line for each purpose, however many ports have it. */
final class UnclosedPortsText {
    static final int MOST_LINES = 10;
    private static final int MOST_PORTS = 5;

    private UnclosedPortsText() {}

    /** Returns the warning about at least one reservation. */
    static String of(List<Reservation> unclosed) {
        Map<String, List<Reservation>> byPurpose = new LinkedHashMap<>();
        for (Reservation reservation : unclosed) {
            byPurpose
                    .computeIfAbsent(reservation.purpose(), purpose -> new ArrayList<>())
                    .add(reservation);
        }
        StringBuilder text = new StringBuilder("The tests are over, but ")
                .append(unclosed.size() == 1 ? "a port was" : unclosed.size() + " ports were")
                .append(" still reserved; Freeport has released ")
                .append(unclosed.size() == 1 ? "it." : "them.");
        int lines = 0;
        int told = 0;
        for (Map.Entry<String, List<Reservation>> entry : byPurpose.entrySet()) {
            if (lines++ < MOST_LINES) {
                told += entry.getValue().size();
                appendLine(text, numbers(entry.getValue()) + " for " + entry.getKey());
            }
        }
        if (told < unclosed.size()) {
            appendLine(text, unclosed.size() - told + " more");
        }
        return text.append(System.lineSeparator())
                .append(
                        "Close each reservation when no server uses its port any more. For a port that the JVM needs until it"
                                + " ends, call FreePorts.reserveForJvm().")
                .toString();
    }

    private static void appendLine(StringBuilder text, String line) {
        text.append(System.lineSeparator()).append("  ").append(line);
    }

    /** Returns {@code 20004}, {@code 20004 and 20009}, or {@code 20004, 20009 and 43 more}. */
    private static String numbers(List<Reservation> reservations) {
        int shown = reservations.size() > MOST_PORTS ? MOST_PORTS - 1 : reservations.size();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            boolean isLast = i == reservations.size() - 1;
            text.append(i == 0 ? "" : isLast ? " and " : ", ")
                    .append(reservations.get(i).port());
        }
        if (shown < reservations.size()) {
            text.append(" and ").append(reservations.size() - shown).append(" more");
        }
        return text.toString();
    }
}
