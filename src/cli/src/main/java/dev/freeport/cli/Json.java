package dev.freeport.cli;

import dev.freeport.stack.PortRange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON (RFC 8259): numbers and booleans as such, an empty {@link Optional} as {@code null}, times as ISO 8601,
 * constants in lower case with dashes, ranges of ports as pairs. Escapes all but ASCII, so the encoding of the console
 * does not matter.
 */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(Object value) {
        Json json = new Json();
        json.write(value);
        return json.text.toString();
    }

    /** Returns an object from alternating keys and values. */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return object;
    }

    private void write(Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(this::write, () -> text.append("null"));
        } else if (value instanceof Map<?, ?> object) {
            writeObject(object);
        } else if (value instanceof Iterable<?> array) {
            writeArray(array);
        } else if (value instanceof PortRange range) {
            text.append('[')
                    .append(range.low())
                    .append(',')
                    .append(range.high())
                    .append(']');
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            writeText(value instanceof Enum<?> constant ? name(constant) : value.toString());
        }
    }

    private void writeObject(Map<?, ?> object) {
        String before = "{";
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            text.append(before);
            writeText(entry.getKey().toString());
            text.append(':');
            write(entry.getValue());
            before = ",";
        }
        text.append(object.isEmpty() ? "{}" : "}");
    }

    private void writeArray(Iterable<?> array) {
        String before = "";
        text.append('[');
        for (Object element : array) {
            text.append(before);
            write(element);
            before = ",";
        }
        text.append(']');
    }

    private void writeText(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** Returns a constant as settings and JSON write it: {@code own-listener}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
