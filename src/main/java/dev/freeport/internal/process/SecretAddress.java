package dev.freeport.internal.process;

/** Hides the password, or a user without one, of each address in a text: {@code https://joe:***@host}. */
final class SecretAddress {
    private static final int MOST_DIGITS = 5;

    private SecretAddress() {}

    static String hide(String text) {
        int from = text.indexOf("://");
        if (from < 0) {
            return text;
        }
        StringBuilder hidden = new StringBuilder();
        int copied = 0;
        while (from >= 0) {
            int start = from + 3;
            int colon = -1;
            int at = -1;
            int i = start;
            // to the last @ of the word, as there are passwords with one, or with a slash
            for (; i < text.length() && text.charAt(i) > ' '; i++) {
                char c = text.charAt(i);
                if (c == '@') {
                    at = i;
                } else if (at < 0 && c == ':' && colon < 0) {
                    colon = i;
                } else if (at < 0 && c == '/' && (colon < 0 || isPort(text, colon + 1, i))) {
                    break;
                }
            }
            if (at > start) {
                hidden.append(text, copied, colon >= 0 ? colon + 1 : start).append(Secrets.HIDDEN);
                copied = at;
            }
            from = text.indexOf("://", Math.max(i, start));
        }
        return hidden.append(text, copied, text.length()).toString();
    }

    private static boolean isPort(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return from < to && to - from <= MOST_DIGITS;
    }
}
