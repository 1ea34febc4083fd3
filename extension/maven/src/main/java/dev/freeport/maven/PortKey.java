package dev.freeport.maven;

import dev.freeport.internal.registry.BuildPurpose;
import org.apache.maven.project.MavenProject;

/** By what a build finds a port again: the module, or nothing for the whole build, and the name. */
record PortKey(String moduleId, String module, String name) {
    static PortKey of(MavenProject project, NamedPort port) {
        return port.ofWholeBuild() ? new PortKey("", "", port.name()) : ofModule(project, port.name());
    }

    static PortKey ofModule(MavenProject project, String name) {
        return new PortKey(project.getGroupId() + ":" + project.getArtifactId(), project.getArtifactId(), name);
    }

    boolean isOfWholeBuild() {
        return moduleId.isEmpty();
    }

    /** Tells whether the tests of a module may use the port. */
    boolean isFor(MavenProject project) {
        return isOfWholeBuild() || moduleId.equals(project.getGroupId() + ":" + project.getArtifactId());
    }

    String purpose() {
        return isOfWholeBuild() ? BuildPurpose.ofWholeBuild(name) : BuildPurpose.ofModule(module, name);
    }
}
