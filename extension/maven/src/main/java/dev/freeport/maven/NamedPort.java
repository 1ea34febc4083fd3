package dev.freeport.maven;

import dev.freeport.stack.Protocol;
import java.util.Set;

/**
 * What a build asks for under one name.
 *
 * @param name the name of the property that holds the port
 * @param count how many ports
 * @param contiguous whether each follows the one before
 * @param protocols for which protocols
 * @param fixed the number of a fixed port; 0 for any free one
 * @param ofWholeBuild whether all modules share it
 * @param ranges from which ports to choose; empty for what the settings say
 */
record NamedPort(
        String name,
        int count,
        boolean contiguous,
        Set<Protocol> protocols,
        int fixed,
        boolean ofWholeBuild,
        String ranges) {
    boolean isFixed() {
        return fixed != 0;
    }
}
