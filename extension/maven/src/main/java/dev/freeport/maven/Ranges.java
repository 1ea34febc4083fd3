package dev.freeport.maven;

import dev.freeport.stack.PortRange;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** The ports to choose from: {@code ranges}, or build-helper's {@code minPortNumber} and {@code maxPortNumber}. */
final class Ranges {
    /** What build-helper assumes if there is only the other one. */
    private static final int LOWEST = 1024;

    private static final int HIGHEST = 65535;

    private Ranges() {}

    /** Returns what the parameters say; empty for what the settings say. */
    static String of(@Nullable Integer min, @Nullable Integer max, @Nullable String ranges)
            throws MojoExecutionException {
        requirePort("minPortNumber", min);
        requirePort("maxPortNumber", max);
        if (min == null && max == null) {
            return ranges == null ? "" : check(ranges);
        }
        if (ranges != null) {
            throw new MojoExecutionException(
                    "ranges (" + ranges + ") and minPortNumber or maxPortNumber exclude each other: use one of them.");
        }
        int first = min == null ? LOWEST : min;
        int last = max == null ? HIGHEST : max;
        if (first > last) {
            throw new MojoExecutionException(
                    "minPortNumber (" + first + ") must not be greater than maxPortNumber (" + last + ").");
        }
        return first + "-" + last;
    }

    static String check(String ranges) throws MojoExecutionException {
        try {
            PortRange.parseList(ranges);
            return ranges;
        } catch (IllegalArgumentException invalid) {
            throw new MojoExecutionException("ranges (" + ranges + ") is not valid: " + invalid.getMessage() + ".");
        }
    }

    private static void requirePort(String parameter, @Nullable Integer port) throws MojoExecutionException {
        if (port != null && (port < 1 || port > HIGHEST)) {
            throw new MojoExecutionException(parameter + " (" + port + ") must be between 1 and " + HIGHEST + ".");
        }
    }
}
