package dev.freeport.maven;

import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;

/**
 * Explains failed goals of builds that reserve nothing, too: Maven finds it if the plugin is declared with
 * {@code <extensions>true</extensions>}.
 */
@Named("freeport")
@Singleton
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
