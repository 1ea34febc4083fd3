package dev.freeport.internal.text;

/** Makes one line of what others have named, such as tests and programs, and shows what a terminal would obey. */
public final class Printable {
    private Printable() {}

    /**
     * Returns a text on one line. Controls, among them escapes of terminals, invisible characters, among them those that let
     * a text run backwards, and separators of lines and paragraphs are replaced by their code, such as {@code \u005cu202e};
     * tabs and ends of lines by a blank.
     *
     * @param text any text
     * @return the text itself, if nothing is to be replaced
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
