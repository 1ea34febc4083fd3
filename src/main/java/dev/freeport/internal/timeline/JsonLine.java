package dev.freeport.internal.timeline;

import dev.freeport.stack.PortRange;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** One event as a line of JSON: an array, the first element of which says what it is. Not safe for use by threads. */
final class JsonLine {
    private final StringBuilder text = new StringBuilder("[");

    JsonLine(String kind) {
        add(kind);
    }

    JsonLine add(String value) {
        separate().append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '&' || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
        return this;
    }

    JsonLine add(long value) {
        separate().append(value);
        return this;
    }

    /** Adds a time in microseconds since the epoch, which JavaScript's numbers can hold. */
    JsonLine add(Instant time) {
        return add(TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000);
    }

    /** Adds ranges as an array of pairs. */
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
        text.append(']');
        return this;
    }

    private StringBuilder separate() {
        return text.charAt(text.length() - 1) == '[' ? text : text.append(',');
    }

    /** Returns the line, with its end. */
    @Override
    public String toString() {
        return text + "]\n";
    }
}
