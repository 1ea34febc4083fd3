package dev.freeport.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Hides secrets in the arguments of a command, as far as names, forms and known programs show them: build logs are public. The
 * time grows with the length of an argument, which may be 128 KiB, and not faster: each character is looked at a few times.
 */
final class Secrets {
    static final String HIDDEN = "***";

    /** Scripts in scripts in scripts. */
    private static final int DEEPEST = 3;

    private static final int MOST_BLANKS = 8;
    private static final int LONGEST_PROGRAM = 4096;
    private static final int LONGEST_NAME = 1024;

    /** What {@code curl} and others take a user from, with a password behind a colon. */
    private static final Set<String> USERS = Set.of("-u", "-U", "--user", "--proxy-user");

    private static final Set<String> SHELLS =
            Set.of("sh bash dash zsh ksh ash fish cmd powershell pwsh ssh su watch eval".split(" "));

    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "digest", "token", "apikey", "negotiate");

    private Secrets() {}

    static List<String> hide(List<String> arguments) {
        return hide(arguments, 0);
    }

    static String hide(String argument) {
        return hide(argument, false, 0);
    }

    private static List<String> hide(List<String> arguments, int depth) {
        int options = JvmCommand.options(arguments);
        SecretOptions known = new SecretOptions();
        boolean shell = false;
        List<String> words = new ArrayList<>();
        String first = "";
        String before = "";
        for (String argument : arguments) {
            String name = program(argument);
            String hidden = known.hide(before, argument);
            if (words.size() < options && JvmCommand.isPath(before, argument)) {
                words.add(hideInText(argument, depth));
            } else if (!words.isEmpty() && isValue(first, before, argument)) {
                words.add(HIDDEN);
            } else if (USERS.contains(before) || argument.startsWith("--user=")) {
                words.add(hideUser(argument));
            } else {
                words.add(hidden.equals(argument) ? hide(argument, shell, depth) : hidden);
            }
            shell |= SHELLS.contains(name);
            known.take(name, argument);
            first = before;
            before = argument;
        }
        return words;
    }

    private static String program(String word) {
        String name =
                word.length() > LONGEST_PROGRAM ? "" : JvmCommand.lastPart(word).toLowerCase(Locale.ROOT);
        return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    /** Tells whether an argument is the value of an option or a setting before it. */
    private static boolean isValue(String first, String before, String argument) {
        if (before.length() > LONGEST_NAME || argument.startsWith("--") && argument.length() > 2) {
            return false;
        }
        if (before.startsWith("-")) {
            return isName(before) && SecretName.is(before);
        }
        if (before.endsWith(":") || before.endsWith("=")) {
            String name = before.substring(0, before.length() - 1);
            return isName(name) && SecretName.is(name);
        }
        if (first.endsWith(":") && SCHEMES.contains(before.toLowerCase(Locale.ROOT))) {
            return first.toLowerCase(Locale.ROOT).endsWith("authorization:");
        }
        return before.equals("password") || first.equals("set") && before.indexOf('=') < 0 && SecretName.is(before);
    }

    private static boolean isName(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!isOfName(word.charAt(i))) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    /** Hides the password behind a user; ids of users and groups are numbers. */
    static String hideUser(String user) {
        int colon = user.indexOf(':');
        boolean ids = user.matches("[0-9]{1,10}:[0-9]{1,10}");
        return colon > 0 && colon + 1 < user.length() && !ids ? user.substring(0, colon + 1) + HIDDEN : user;
    }

    /** Hides what is assigned to a name, to the end of the argument, and what stands before it by its form. */
    private static String hide(String argument, boolean script, int depth) {
        boolean many = hasBlank(argument);
        if (script && many && depth < DEEPEST) {
            return hideWords(argument, " \t\r\n;|&()<>`", depth + 1);
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (true) {
            int value = value(argument, from);
            if (value < 0) {
                text.append(hideInText(argument.substring(from), depth));
                return text.toString();
            }
            text.append(hideInText(argument.substring(from, value), depth)).append(HIDDEN);
            int end = endOfParameter(argument, value);
            if (end < 0) {
                return text.toString();
            }
            from = end;
        }
    }

    private static boolean hasBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                return true;
            }
        }
        return false;
    }

    /** Returns where the first value of a secret begins; -1 if there is none. */
    private static int value(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (!isOfName(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && isOfName(text.charAt(i))) {
                i++;
            }
            int value = behindSign(text, start, i);
            if (value >= 0 && value < text.length() && SecretName.is(text.substring(start, i))) {
                return value;
            }
        }
        return -1;
    }

    /** Returns the place behind the sign that assigns a value to a name; -1 if there is none. */
    private static int behindSign(String text, int start, int end) {
        int i = end;
        while (i < text.length() && i < end + MOST_BLANKS && "\"'\\".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        boolean quoted = i > end;
        int behindQuotes = i;
        while (i < text.length() && i < end + 2 * MOST_BLANKS && text.charAt(i) == ' ') {
            i++;
        }
        if (i >= text.length()) {
            return -1;
        }
        char sign = text.charAt(i);
        if (sign == '\'' && i > behindQuotes && !quoted) {
            // as in SQL: PASSWORD 'x'
            return i + 1;
        }
        if (sign == '>' && i == end && start > 0 && text.charAt(start - 1) == '<') {
            return i + 1;
        }
        boolean spaced = i > behindQuotes && !quoted;
        if (sign == '=' || sign == ':' && !spaced && !text.startsWith("://", i) && !isArchive(text, start, end)) {
            return i + 1;
        }
        return text.startsWith("%3D", i) ? i + 3 : -1;
    }

    /** What a class path goes on behind is no name: {@code lib/key-util.jar:lib/b.jar}. */
    private static boolean isArchive(String text, int start, int end) {
        String tail = text.substring(Math.max(start, end - 4), end);
        return tail.equals(".jar") || tail.equals(".war") || tail.equals(".zip");
    }

    /** Returns where the value of a parameter of an address ends; -1 if it is none, as then it goes on to the end. */
    private static int endOfParameter(String text, int value) {
        int name = value - 2;
        while (name >= 0 && value - name < 128 && isOfName(text.charAt(name))) {
            name--;
        }
        if (name < 0 || text.charAt(name) != '?' && text.charAt(name) != '&') {
            return -1;
        }
        for (int i = value; i < text.length(); i++) {
            if ("&# \t\n\"'".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOfName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }

    /** Hides what may stand anywhere. */
    private static String hideInText(String text, int depth) {
        String hidden = hasBlank(text) && depth < DEEPEST ? hideWords(text, " \t\r\n", depth + 1) : text;
        return SecretToken.hide(SecretAddress.hide(hidden));
    }

    /** Hides secrets among the words of a text, as a shell would split it. What is not hidden stays as it is. */
    private static String hideWords(String text, String blanks, int depth) {
        List<String> words = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (blanks.indexOf(text.charAt(i)) >= 0) {
                i++;
                continue;
            }
            int start = i;
            StringBuilder word = new StringBuilder();
            char quote = 0;
            while (i < text.length() && (quote != 0 || blanks.indexOf(text.charAt(i)) < 0)) {
                char c = text.charAt(i++);
                if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            words.add(word.toString());
            places.add(new int[] {start, i});
        }
        List<String> hidden = hide(words, depth);
        StringBuilder all = new StringBuilder();
        int copied = 0;
        for (int w = 0; w < words.size(); w++) {
            if (!hidden.get(w).equals(words.get(w))) {
                all.append(text, copied, places.get(w)[0]).append(hidden.get(w));
                copied = places.get(w)[1];
            }
        }
        return all.append(text, copied, text.length()).toString();
    }
}
