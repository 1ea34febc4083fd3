package dev.freeport.maven;

import dev.freeport.PortRequest;
import dev.freeport.internal.settings.Setting;
import dev.freeport.stack.Protocol;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Reserves ports until the build ends, and writes their numbers into properties of the project. Takes the parameters of
 * {@code build-helper:reserve-network-port}, too. The JVMs of Surefire and Failsafe get the properties as system properties.
 *
 * @since 0.1.0
 */
@Mojo(name = "reserve", defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ReserveMojo extends AbstractMojo {
    /** The names of properties that each get one TCP port. */
    @Parameter
    private List<String> portNames = List.of();

    /** URLs of files with more names, one a line; {@code classpath:names.txt} is a file on the plugin's class path. */
    @Parameter
    private List<String> urls = List.of();

    /** Names with more to say: blocks, UDP, fixed ports, names of the whole build. */
    @Parameter
    private List<PortParameter> ports = List.of();

    /** The lowest port to choose; 1024 if there is only {@code maxPortNumber}. */
    @Parameter
    private @Nullable Integer minPortNumber;

    /** The highest port to choose; 65535 if there is only {@code minPortNumber}. */
    @Parameter
    private @Nullable Integer maxPortNumber;

    /** Instead of these two: the ports to choose from, such as {@code 20000-20015,30000}. */
    @Parameter
    private @Nullable String ranges;

    /** Accepted, as build-helper has it. The choice begins at a random port in any case. */
    @Parameter
    private boolean randomPort;

    /** A file of properties to write the ports to, besides the properties of the project. */
    @Parameter
    private @Nullable File outputFile;

    /**
     * Who shares a port of one name: {@code module} (each module has its own) or {@code build} (all modules of the build
     * have the same).
     */
    @Parameter(defaultValue = Scopes.MODULE)
    private String scope = Scopes.MODULE;

    /** How long a fixed port waits while another module or build holds it, such as {@code 90s}. */
    @Parameter(defaultValue = "30m")
    private String timeout = "30m";

    /** Whether to do nothing. */
    @Parameter(defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    /** Made by Maven. */
    public ReserveMojo() {}

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("No ports are reserved: skip is true.");
            return;
        }
        List<NamedPort> wanted = wanted();
        PortReserver reserver =
                new PortReserver(BuildSettings.of(session, project), timeout(), text -> getLog().info(text));
        Properties numbers = new Properties();
        for (NamedPort port : wanted) {
            Map<String, String> properties = reserve(port, reserver).properties();
            numbers.putAll(properties);
            for (MavenProject user : port.ofWholeBuild() ? session.getProjects() : List.of(project)) {
                properties.forEach(user.getProperties()::setProperty);
            }
            getLog().info("Reserved port " + properties.get(port.name()) + " for " + port.name());
        }
        if (outputFile != null) {
            write(numbers, outputFile.toPath());
        }
    }

    private List<NamedPort> wanted() throws MojoExecutionException {
        boolean ofWholeBuild = Scopes.isWholeBuild(scope);
        String choice = Ranges.of(minPortNumber, maxPortNumber, ranges);
        List<NamedPort> wanted = new ArrayList<>();
        for (String name : PortNames.of(portNames, urls)) {
            wanted.add(new NamedPort(name, 1, false, EnumSet.of(Protocol.TCP), 0, ofWholeBuild, choice));
        }
        for (PortParameter port : ports) {
            wanted.add(port.toNamedPort(scope, choice));
        }
        if (wanted.isEmpty()) {
            throw new MojoExecutionException("portNames, urls and ports name no port. Name at least one, such as"
                    + " <portNames><portName>http.port</portName></portNames>.");
        }
        Set<String> names = new HashSet<>();
        for (NamedPort port : wanted) {
            if (!names.add(port.name())) {
                throw new MojoExecutionException("portNames, urls and ports name the port " + port.name()
                        + " twice. Give each port its own name.");
            }
        }
        return wanted;
    }

    private Duration timeout() throws MojoExecutionException {
        try {
            return Setting.TIMEOUT.parse("timeout", timeout);
        } catch (IllegalArgumentException invalid) {
            throw new MojoExecutionException(invalid.getMessage() + ".");
        }
    }

    private HeldPort reserve(NamedPort port, PortReserver reserver) throws MojoExecutionException {
        try {
            return BuildPorts.of(session).findOrReserve(project, port, reserver);
        } catch (MojoExecutionException refused) {
            throw new MojoExecutionException(ofThisGoal(String.valueOf(refused.getMessage())));
        }
    }

    /** Names the parameters of the goal where the kit names what only tests have. */
    private String ofThisGoal(String message) {
        String choice = minPortNumber == null && maxPortNumber == null
                ? "<ranges> of this goal, or " + PortRequest.RANGES
                : "<minPortNumber> and <maxPortNumber> of this goal";
        return message.replace(PortRequest.RANGES + ", or the attribute ranges of its @FreePort", choice)
                .replace(PortRequest.TIMEOUT + ", or the attribute timeout of its @FixedPort", "<timeout> of this goal")
                .replace(", or the attributes excludedRanges and safeOn", "");
    }

    private static void write(Properties numbers, Path file) throws MojoExecutionException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                numbers.store(out, null);
            }
        } catch (IOException unwritable) {
            throw new MojoExecutionException("outputFile (" + file + ") cannot be written: " + unwritable + ".");
        }
    }
}
