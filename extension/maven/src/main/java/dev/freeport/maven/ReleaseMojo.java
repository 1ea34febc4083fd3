package dev.freeport.maven;

import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Releases ports before the build ends.
 *
 * @since 0.1.0
 */
@Mojo(name = "release", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ReleaseMojo extends AbstractMojo {
    /** Which ports: by default all of the module, but none of the whole build. */
    @Parameter
    private List<String> portNames = List.of();

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    /** Made by Maven. */
    public ReleaseMojo() {}

    @Override
    public void execute() throws MojoExecutionException {
        List<String> unknown = BuildPorts.of(session).release(project, portNames, session);
        if (!unknown.isEmpty()) {
            throw new MojoExecutionException("portNames (" + String.join(", ", unknown)
                    + ") must name ports that the goal reserve has reserved in this module or for the whole build.");
        }
    }
}
