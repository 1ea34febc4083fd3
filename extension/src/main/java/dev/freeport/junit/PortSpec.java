package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.stack.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which ports a declaration wants, and how they are had. One for each annotation. */
interface PortSpec {

    /** Returns the annotation, as {@code @FreePort}. */
    String annotation();

    /** Returns for which protocols the ports are wanted. */
    Set<Protocol> protocols();

    /** Returns all that the declaration comes to, by attribute; what is not limited is left out. */
    Map<String, String> attributes();

    /** Returns those of the attributes that the declaration states itself, for others of its name to be held against. */
    Set<String> stated();

    /** Returns what the port is filed under if not under a name or a place, or null. */
    default @Nullable Object key() {
        return null;
    }

    /**
     * Has the ports reserved.
     *
     * @param settings the configuration parameters
     * @param ports keeps what is reserved, also if more of it fails
     * @throws IllegalArgumentException if a setting cannot be understood
     * @throws dev.freeport.NoFreePortException if a port cannot be had
     */
    void fulfil(Function<String, Optional<String>> settings, DeclaredPorts ports);

    /** Makes a request for these ports, as the settings tell. */
    static PortRequest request(Function<String, Optional<String>> settings, DeclaredPorts ports) {
        return PortRequest.from(settings).withPurpose(ports.purpose());
    }
}
