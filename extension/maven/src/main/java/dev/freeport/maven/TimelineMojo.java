package dev.freeport.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the timeline of a build from the directory of its events.
 *
 * @since 0.1.0
 */
@Mojo(name = "timeline", requiresProject = false, aggregator = true, threadSafe = true)
public final class TimelineMojo extends CommandMojo {
    private static final int NO_EVENTS = 1;

    /** The HTML page that the setting {@code freeport.timeline} names. */
    @Parameter(property = "page", defaultValue = "${freeport.timeline}")
    private @Nullable String page;

    /** Made by Maven. */
    public TimelineMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (page == null) {
            throw new MojoExecutionException("page must be set, such as -Dpage=target/ports.html.");
        }
        if (run(List.of("timeline", page), false) > NO_EVENTS) {
            throw failure("The timeline could not be written: see above.");
        }
    }
}
