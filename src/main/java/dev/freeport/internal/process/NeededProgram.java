package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program on which others depend: it forwards, supervises, builds or serves for them. By its name or title, as far as the
 * system shows no more.
 *
 * @param kind its part
 * @param howToStop how to stop what it listens for, as a sentence without its full stop; empty if that had better go on
 */
record NeededProgram(OwnerKind kind, Optional<String> howToStop) {
    /** What runs a script, which is a word of its command line. */
    private static final Pattern INTERPRETER =
            Pattern.compile("(?:node|nodejs|bun|python[0-9.]*|ruby[0-9.]*|perl|bash|sh|dash|env)");

    /** Titles that a program gives itself: {@code sshd: joe@pts/0}, {@code PM2 v5.3.0: God Daemon}. */
    private static final Pattern TITLE = Pattern.compile("([\\w.-]+)(?: v[0-9.]+)?: .*");

    /** Servers of IDEs on a remote host, which the program, an interpreter, does not name. */
    private static final Pattern IDE_SERVER = Pattern.compile(
            "/\\.(?:vscode|vscode-insiders|vscode-oss|vscodium|cursor|windsurf|trae|positron)-server/|/code-server/|/openvscode-server"
                    + "|/JetBrains/RemoteDev/|/\\.vscode/extensions/|/\\.cursor/extensions/");

    private static final Map<String, NeededProgram> BY_NAME = table();

    private static final NeededProgram REMOTE_IDE =
            new NeededProgram(OwnerKind.IDE, Optional.of("Stop the forwarding in the IDE (VS Code: the Ports view)"));
    private static final NeededProgram SSH_SESSION = new NeededProgram(
            OwnerKind.FORWARDER,
            Optional.of("Stop the forwarding in the SSH client that asked for it (ssh -R, RemoteForward)"));
    private static final NeededProgram SSH_SERVER = new NeededProgram(OwnerKind.SYSTEM, Optional.empty());

    /** Returns what is known of a program by its command line. */
    static Optional<NeededProgram> of(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> title = JvmCommand.title(words);
        if (title.isPresent()) {
            return ofJvm(title.get());
        }
        String program = name(words.get(0));
        Matcher itself = TITLE.matcher(program);
        if (itself.matches()) {
            program = itself.group(1);
        }
        if (program.startsWith("sshd")) {
            return Optional.of(isSshServer(words) ? SSH_SERVER : SSH_SESSION);
        }
        if (IDE_SERVER.matcher(String.join(" ", words).replace('\\', '/')).find()) {
            return Optional.of(REMOTE_IDE);
        }
        return Optional.ofNullable(BY_NAME.get(INTERPRETER.matcher(program).matches() ? script(words) : program))
                .or(() -> Optional.ofNullable(BY_NAME.get(helperOf(words.get(0)))));
    }

    private static Optional<NeededProgram> ofJvm(String title) {
        NeededProgram known = BY_NAME.get(title);
        if (known != null) {
            return Optional.of(known);
        }
        return title.startsWith("org.eclipse.equinox.launcher_")
                ? Optional.ofNullable(BY_NAME.get("eclipse"))
                : Optional.empty();
    }

    private static boolean isSshServer(List<String> words) {
        String line = String.join(" ", words);
        return line.contains("[listener]") || !line.startsWith("sshd-") && !line.startsWith("sshd: ");
    }

    /** Returns the name of the script that an interpreter runs. */
    private static String script(List<String> words) {
        for (String word : words.subList(1, words.size())) {
            if (!word.startsWith("-")) {
                return name(word).replaceFirst("\\.(?:js|cjs|mjs|py|rb|pl|sh)$", "");
            }
        }
        return "";
    }

    /** Returns the name of a program without its folder and what follows it on Windows. */
    static String name(String path) {
        // a title is no path
        String name = path.contains(": ") && !path.startsWith("/") ? path : JvmCommand.lastPart(path);
        return name.replaceFirst("(?:64)?\\.exe$", "")
                .replaceFirst("(?<=\\w)\\([^ ]*\\)$", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the application of its helper on macOS: {@code Code Helper (Plugin)}. */
    private static String helperOf(String path) {
        return name(path).replaceFirst(" helper(?: \\([a-z]+\\))?$", "");
    }

    private static Map<String, NeededProgram> table() {
        Map<String, NeededProgram> all = new HashMap<>();
        for (String line : NeededProgramTable.LINES.split("\n")) {
            String[] columns = line.split("\\|");
            NeededProgram program = new NeededProgram(
                    OwnerKind.valueOf(columns[0].strip()),
                    Optional.of(columns[2].strip()).filter(how -> !how.equals("-")));
            for (String name : columns[1].split(",")) {
                all.put(name.strip(), program);
            }
        }
        return all;
    }
}
