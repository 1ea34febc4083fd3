package dev.freeport.internal.text;

/** Makes texts of tests and other programs printable: on one line, without what a terminal would obey, of limited length. */
public final class Printable {
    private static final int MAX_LENGTH = 20_000;

    private Printable() {}

    /** {@return a text of at most 20,000 characters, or the beginning of a longer one and how much was left out} */
    public static String limited(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end) + "... [" + (text.length() - end) + " more characters]";
    }

    /**
     * {@return a text on one line} Replaces controls (such as escapes of terminals), invisible characters (such as
     * those that reverse the direction) and separators of lines and paragraphs by their code, such as
     * {@code \u005cu202e}; tabs and ends of lines by a blank.
     */
    public static String line(String text) {
        StringBuilder line = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (!isPlain(c)) {
                line = line == null ? new StringBuilder(text.substring(0, i)) : line;
                append(line, text, i, next);
            } else if (line != null) {
                line.appendCodePoint(c);
            }
            i = next;
        }
        return line == null ? text : line.toString();
    }

    private static boolean isPlain(int c) {
        if (c >= ' ' && c <= '~') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void append(StringBuilder line, String text, int from, int to) {
        char c = text.charAt(from);
        if (c == '\t' || c == '\n' || c == '\r') {
            line.append(' ');
            return;
        }
        for (int i = from; i < to; i++) {
            line.append("\\u")
                    .append(Integer.toHexString(0x10000 | text.charAt(i)).substring(1));
        }
    }
}
