package dev.freeport.samples.proof.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source of which documents show parts: what lies between {@code // docs: NAME} and {@code // docs: end}, in XML
 * {@code <!-- docs: NAME -->} and {@code <!-- docs: end -->}, or all that follows its package.
 *
 * @param lines its lines
 */
record Source(List<String> lines) {
    private static final Pattern MARK = Pattern.compile("\\s*(?://|<!--) docs: (\\S+)(?: -->)?");
    private static final String END = "end";

    /**
     * A part of a source.
     *
     * @param line where it begins, from 1 on
     * @param text what it says, with as little indentation as can be; empty if there is none
     */
    record Part(int line, String text) {}

    /** Returns the names of all parts. */
    List<String> names() {
        return lines.stream()
                .map(MARK::matcher)
                .filter(Matcher::matches)
                .map(start -> start.group(1))
                .filter(name -> !name.equals(END))
                .toList();
    }

    /** Returns a part; the whole source if the name is empty. */
    Part part(String name) {
        List<String> part = new ArrayList<>();
        int first = 0;
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher mark = MARK.matcher(line);
            String marked = mark.matches() ? mark.group(1) : "";
            if (name.isEmpty() ? line.startsWith("package ") : marked.equals(name)) {
                inside = true;
                first = i + 2;
            } else if (inside && marked.equals(END)) {
                inside = false;
            } else if (inside) {
                part.add(line);
            }
        }
        return new Part(first, String.join("\n", part).stripIndent().strip());
    }
}
