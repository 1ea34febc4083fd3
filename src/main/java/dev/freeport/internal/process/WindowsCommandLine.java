package dev.freeport.internal.process;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line as the programs of Windows do, see CommandLineToArgvW. */
final class WindowsCommandLine {
    private WindowsCommandLine() {}

    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        int at = 0;
        while (at < line.length()) {
            int backslashes = 0;
            while (at < line.length() && line.charAt(at) == '\\') {
                backslashes++;
                at++;
            }
            boolean quote = at < line.length() && line.charAt(at) == '"';
            word.append("\\".repeat(quote ? backslashes / 2 : backslashes));
            begun |= backslashes > 0;
            if (at == line.length()) {
                break;
            }
            char next = line.charAt(at++);
            if (quote && backslashes % 2 == 0) {
                quoted = !quoted;
                begun = true;
            } else if (!quoted && (next == ' ' || next == '\t')) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(next);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
