package dev.freeport.internal.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads back what {@link JsonLine} writes: an array of texts, whole numbers and such arrays. A line that a killed JVM has cut
 * off, or that is anything else, is no array.
 */
final class JsonArray {
    private static final int DEEPEST = 4;

    private final String line;
    private int next;

    private JsonArray(String line) {
        this.line = line;
    }

    static Optional<List<Object>> parse(String line) {
        try {
            JsonArray array = new JsonArray(line);
            array.take('[');
            List<Object> elements = array.elements(0);
            return array.next == line.length() ? Optional.of(elements) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException cutOff) {
            return Optional.empty();
        }
    }

    private List<Object> elements(int depth) {
        List<Object> elements = new ArrayList<>();
        if (line.charAt(next) == ']') {
            next++;
            return elements;
        }
        do {
            elements.add(element(depth));
        } while (line.charAt(next++) == ',');
        if (line.charAt(next - 1) != ']' || depth > DEEPEST) {
            throw new IllegalArgumentException(line);
        }
        return elements;
    }

    private Object element(int depth) {
        char first = line.charAt(next);
        if (first == '"') {
            return text();
        }
        if (first == '[') {
            next++;
            return elements(depth + 1);
        }
        int start = next;
        while (line.charAt(next) == '-' || Character.isDigit(line.charAt(next))) {
            next++;
        }
        return Long.valueOf(line.substring(start, next));
    }

    private String text() {
        take('"');
        StringBuilder text = new StringBuilder();
        for (char c = line.charAt(next++); c != '"'; c = line.charAt(next++)) {
            if (c != '\\') {
                text.append(c);
            } else {
                take('u');
                text.append((char) Integer.parseInt(line.substring(next, next + 4), 16));
                next += 4;
            }
        }
        return text.toString();
    }

    private void take(char expected) {
        if (line.charAt(next++) != expected) {
            throw new IllegalArgumentException(line);
        }
    }
}
