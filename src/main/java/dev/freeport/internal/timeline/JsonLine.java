package dev.freeport.internal.timeline;

import dev.freeport.internal.text.Printable;
import dev.freeport.stack.PortRange;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** An event as a line of JSON: an array whose first element is its kind. Not safe for use by several threads. */
final class JsonLine {
    private final StringBuilder line = new StringBuilder("[");

    JsonLine(String kind) {
        add(kind);
    }

    /** Adds a text, of limited length: a purpose or a command line may be of any. */
    JsonLine add(String text) {
        separate();
        quote(Printable.limited(text), line);
        return this;
    }

    /** Returns a text as JSON, in which nothing can start or end an element of a page. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder();
        quote(text, quoted);
        return quoted.toString();
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '&' || Character.isSurrogate(c)) {
                to.append(String.format("\\u%04x", (int) c));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }

    JsonLine add(long value) {
        separate().append(value);
        return this;
    }

    /** Adds a time in microseconds since the epoch, which a number of JavaScript can hold. */
    JsonLine add(Instant time) {
        return add(TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000);
    }

    JsonLine add(Iterable<PortRange> ranges) {
        begin();
        for (PortRange range : ranges) {
            begin().add(range.low()).add(range.high()).end();
        }
        return end();
    }

    JsonLine begin() {
        separate().append('[');
        return this;
    }

    JsonLine end() {
        line.append(']');
        return this;
    }

    private StringBuilder separate() {
        return line.charAt(line.length() - 1) == '[' ? line : line.append(',');
    }

    @Override
    public String toString() {
        return line + "]\n";
    }
}
