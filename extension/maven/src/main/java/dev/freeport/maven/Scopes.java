package dev.freeport.maven;

import org.apache.maven.plugin.MojoExecutionException;

/** The parameter {@code scope}: who shares a port. */
final class Scopes {
    static final String MODULE = "module";
    private static final String BUILD = "build";

    private Scopes() {}

    static boolean isWholeBuild(String scope) throws MojoExecutionException {
        if (!scope.equals(MODULE) && !scope.equals(BUILD)) {
            throw new MojoExecutionException("scope (" + scope + ") must be " + MODULE + " or " + BUILD + ".");
        }
        return scope.equals(BUILD);
    }
}
