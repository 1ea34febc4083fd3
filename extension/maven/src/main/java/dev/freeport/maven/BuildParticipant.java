package dev.freeport.maven;

import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;

/**
 * Explains failed goals of builds that reserve nothing, too: Maven finds it if the plugin is declared with
 * {@code <extensions>true</extensions>}.
 */
public final class BuildParticipant extends AbstractMavenLifecycleParticipant {
    /** Made by Maven. */
    public BuildParticipant() {}

    @Override
    public void afterProjectsRead(MavenSession session) {
        BuildPorts.of(session);
    }

    @Override
    public void afterSessionEnd(MavenSession session) {
        BuildPorts.end(session);
    }
}
