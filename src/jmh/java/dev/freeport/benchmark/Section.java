package dev.freeport.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * The results of one cell.
 *
 * @param title the heading
 * @param method how they were measured
 * @param columns the header of the table
 * @param rows its rows
 * @param aims the ratios with a limit
 */
record Section(String title, String method, List<String> columns, List<List<String>> rows, List<Aim> aims) {
    Section {
        rows = List.copyOf(rows);
        aims = List.copyOf(aims);
    }

    /** Returns the section as Markdown. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("## " + title);
        lines.add("");
        lines.add(method);
        lines.add("");
        lines.add(row(columns));
        lines.add("|---" + "|---:".repeat(columns.size() - 1) + "|");
        rows.forEach(row -> lines.add(row(row)));
        lines.add("");
        aims.forEach(aim -> lines.add("- " + aim.line()));
        return String.join("\n", lines);
    }

    static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
