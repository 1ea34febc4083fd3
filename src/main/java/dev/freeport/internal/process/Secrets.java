package dev.freeport.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides secrets in the arguments of a command, as far as they can be told by their names and forms: build logs are public.
 * All repetitions are bounded, as an argument may be 128 KiB long, and time would grow with the square of that.
 */
final class Secrets {
    private static final String NAME = "(?i)(?:passw|passphrase|requirepass|token|secret|credential|key|authorization"
            + "|(?:pass|pwd|auth)(?![a-z]))[\\w.-]{0,64}+";

    /** What a class path goes on behind is no name: {@code lib/key-util.jar:lib/b.jar}. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(" + NAME + "[\"']?(?:=|(?<!\\.(?:jar|war|zip)):)).+", Pattern.DOTALL);

    private static final Pattern OPTION = Pattern.compile("-{1,2}[\\w.-]{0,64}?" + NAME);
    private static final Pattern OPTION_AND_VALUE =
            Pattern.compile("(-{1,2}[\\w.-]{0,64}?" + NAME + "\\s{1,8})\\S{1,1024}");
    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/@:\\s]{0,256}:)\\S{1,256}@");
    private static final Pattern USER_OF_ADDRESS = Pattern.compile("://[^/@:\\s]{1,256}@");

    /** Of AWS, GitHub and Slack, and JSON web tokens. */
    private static final Pattern KNOWN_FORM =
            Pattern.compile("\\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\\w{20,255}|xox[abprs]-[\\w-]{10,255}"
                    + "|eyJ[\\w-]{10,2048}\\.[\\w-]{10,4096})[\\w.-]{0,4096}");

    /** What {@code curl} and others are told of a user, with a password behind a colon. */
    private static final Set<String> USERS = Set.of("-u", "-U", "--user", "--proxy-user");

    private static final Pattern USER = Pattern.compile("((?:--(?:proxy-)?user=)?[^:\\s]{1,256}:).+", Pattern.DOTALL);

    /** Programs that are told a password by {@code -p}: in the same argument, and {@code sshpass} also in the next one. */
    private static final Pattern WITH_SHORT_OPTION = Pattern.compile("(?:mysql|mariadb)[\\w-]*|sshpass");

    private static final String HIDDEN = "***";

    private Secrets() {}

    /** Returns the arguments without secrets. */
    static List<String> hide(List<String> arguments) {
        String program = arguments.isEmpty() ? "" : JvmCommand.lastPart(arguments.get(0));
        boolean shortOption = WITH_SHORT_OPTION.matcher(program).matches();
        int options = JvmCommand.options(arguments);
        List<String> words = new ArrayList<>();
        String before = "";
        for (String argument : arguments) {
            if (words.size() < options && JvmCommand.isPath(before, argument)) {
                words.add(hideInText(argument));
            } else if (OPTION.matcher(before).matches() || program.equals("sshpass") && before.equals("-p")) {
                words.add(HIDDEN);
            } else if (USERS.contains(before) || argument.startsWith("--user=")) {
                words.add(USER.matcher(argument).replaceFirst("$1" + HIDDEN));
            } else if (shortOption && argument.startsWith("-p") && argument.length() > 2) {
                words.add("-p" + HIDDEN);
            } else {
                words.add(hide(argument));
            }
            before = argument;
        }
        return words;
    }

    /** Returns one argument without secrets. */
    static String hide(String argument) {
        return hideInText(ASSIGNED.matcher(argument).replaceFirst("$1" + HIDDEN));
    }

    /** Hides what may stand anywhere. */
    private static String hideInText(String text) {
        String hidden = OPTION_AND_VALUE.matcher(text).replaceAll("$1" + HIDDEN);
        hidden = IN_ADDRESS.matcher(hidden).replaceAll("$1" + HIDDEN + "@");
        hidden = USER_OF_ADDRESS.matcher(hidden).replaceAll("://" + HIDDEN + "@");
        return KNOWN_FORM.matcher(hidden).replaceAll(HIDDEN);
    }
}
