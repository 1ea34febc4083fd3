package dev.freeport.maven;

import dev.freeport.cli.Commands;
import dev.freeport.internal.settings.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that runs a command of Freeport's command line, and logs its answer. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class CommandMojo extends AbstractMojo {
    private static final int USAGE_ERROR = 2;

    /** Settings become system properties for the time of a command. */
    private static final Object ONE_AT_A_TIME = new Object();

    /** Whether to print one line of JSON instead of a text. */
    @Parameter(property = "json", defaultValue = "false")
    private boolean json;

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    /** Runs a command, and returns its exit code; an answer is in the log then. */
    final int run(List<String> arguments, boolean takesSettings) throws MojoExecutionException {
        List<String> all = new ArrayList<>(arguments);
        if (json) {
            all.add("--json");
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode;
        synchronized (ONE_AT_A_TIME) {
            Map<String, @Nullable String> before = properties();
            if (takesSettings) {
                all.addAll(settings());
            }
            try {
                exitCode = Commands.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
            } finally {
                before.forEach(CommandMojo::restore);
            }
        }
        String message =
                err.toString().replaceAll("(?m)^freeport: |^Try '.*'[.]$", "").strip();
        if (exitCode == USAGE_ERROR) {
            throw new MojoExecutionException(message);
        }
        if (!message.isEmpty()) {
            getLog().warn(message);
        }
        print(out.toString().strip());
        return exitCode;
    }

    private void print(String answer) {
        if (json && !answer.isEmpty()) {
            // for programs, which want nothing before it
            System.out.println(answer);
        } else if (!answer.isEmpty()) {
            getLog().info(answer);
        }
    }

    final MojoFailureException failure(String text) {
        return new MojoFailureException(text);
    }

    private List<String> settings() {
        Function<String, Optional<String>> settings = BuildSettings.of(session, session.getCurrentProject());
        List<String> options = new ArrayList<>();
        for (String key : Setting.keys()) {
            settings.apply(key).ifPresent(value -> options.add("-D" + key + "=" + value));
        }
        return options;
    }

    private static Map<String, @Nullable String> properties() {
        Map<String, @Nullable String> values = new HashMap<>();
        Setting.keys().forEach(key -> values.put(key, System.getProperty(key)));
        return values;
    }

    private static void restore(String key, @Nullable String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }
}
