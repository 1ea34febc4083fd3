package dev.freeport.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Names the process that holds a port, and says why a server cannot bind it.
 *
 * @since 0.1.0
 */
@Mojo(name = "who", requiresProject = false, aggregator = true, threadSafe = true)
public final class WhoMojo extends CommandMojo {
    /** The port, from 1 to 65535. */
    @Parameter(property = "port")
    private @Nullable String port;

    /** Whether to look at the UDP port instead of the TCP port. */
    @Parameter(property = "udp", defaultValue = "false")
    private boolean udp;

    /** Made by Maven. */
    public WhoMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (port == null) {
            throw new MojoExecutionException("port must be set, such as -Dport=8080.");
        }
        List<String> arguments = new ArrayList<>(List.of("who"));
        if (udp) {
            arguments.add("--udp");
        }
        arguments.addAll(List.of(port.strip().split("[,\\s]+")));
        run(arguments, true);
    }
}
