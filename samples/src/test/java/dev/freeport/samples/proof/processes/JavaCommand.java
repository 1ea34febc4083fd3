package dev.freeport.samples.proof.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line of another JVM with this JVM's class path. */
public final class JavaCommand {
    private final List<String> command = new ArrayList<>();

    /** Small heaps and quick starts: up to two dozen of these JVMs run at once. */
    public JavaCommand() {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    public JavaCommand property(String name, String value) {
        command.add("-D" + name + "=" + value);
        return this;
    }

    /** Gives the other JVM a property of this one, where this one has it. */
    public JavaCommand sameProperty(String name) {
        @Nullable String value = System.getProperty(name);
        return value == null ? this : property(name, value);
    }

    public ProcessBuilder main(Class<?> main, Object... arguments) {
        return main(List.of(), main, arguments);
    }

    /** Lets another command, such as {@code unshare}, start the JVM. */
    public ProcessBuilder main(List<String> prefix, Class<?> main, Object... arguments) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        all.add(main.getName());
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(all);
        // Not as an argument: this keeps the command line short enough to be read in a process list.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }
}
