package dev.freeport.maven;

import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Freeport's settings in a build: {@code -D} of Maven's command line, then the properties of the POM, then the system
 * properties of Maven's JVM.
 */
record BuildSettings(Properties user, Properties pom, Properties system) implements Function<String, Optional<String>> {
    static BuildSettings of(MavenSession session, MavenProject project) {
        return new BuildSettings(session.getUserProperties(), project.getProperties(), session.getSystemProperties());
    }

    @Override
    public Optional<String> apply(String key) {
        return Optional.ofNullable(user.getProperty(key))
                .or(() -> Optional.ofNullable(pom.getProperty(key)))
                .or(() -> Optional.ofNullable(system.getProperty(key)));
    }
}
