package dev.freeport.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Lists the listening ports of this host, with their processes.
 *
 * @since 0.1.0
 */
@Mojo(name = "list", requiresProject = false, aggregator = true, threadSafe = true)
public final class ListMojo extends CommandMojo {
    /** Made by Maven. */
    public ListMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        run(List.of("list"), false);
    }
}
