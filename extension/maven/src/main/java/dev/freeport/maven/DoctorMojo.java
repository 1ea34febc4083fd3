package dev.freeport.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks whether Freeport can keep builds apart on this host. A check that fails, fails the build.
 *
 * @since 0.1.0
 */
@Mojo(name = "doctor", requiresProject = false, aggregator = true, threadSafe = true)
public final class DoctorMojo extends CommandMojo {
    /** Made by Maven. */
    public DoctorMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (run(List.of("doctor"), true) != 0) {
            throw failure("A check failed on this host: see FAIL above.");
        }
    }
}
