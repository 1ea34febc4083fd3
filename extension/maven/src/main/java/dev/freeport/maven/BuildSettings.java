package dev.freeport.maven;

import dev.freeport.PortRequest;
import java.io.File;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Freeport's settings in a build: {@code -D} of Maven's command line, then the properties of the POM, then the system
 * properties of Maven's JVM.
 */
record BuildSettings(Properties user, Properties pom, Properties system, Optional<File> folder)
        implements Function<String, Optional<String>> {
    static BuildSettings of(MavenSession session, MavenProject project) {
        return new BuildSettings(
                session.getUserProperties(),
                project.getProperties(),
                session.getSystemProperties(),
                Optional.ofNullable(project.getBasedir()));
    }

    @Override
    public Optional<String> apply(String key) {
        Optional<String> value = Optional.ofNullable(user.getProperty(key))
                .or(() -> Optional.ofNullable(pom.getProperty(key)))
                .or(() -> Optional.ofNullable(system.getProperty(key)));
        return key.equals(PortRequest.TIMELINE) ? value.map(this::inModule) : value;
    }

    /** The JVMs of tests find a relative path below the module, too. */
    private String inModule(String page) {
        return folder.isPresent() && !new File(page).isAbsolute() ? new File(folder.get(), page).getPath() : page;
    }
}
