package dev.freeport;

import dev.freeport.stack.Protocol;
import java.time.Instant;

/**
 * A port that a JVM has reserved.
 *
 * <pre>{@code
 * for (ReservedPort reserved : FreePorts.reserved()) {
 *     System.out.println(reserved.port() + " is reserved by pid " + reserved.pid() + " for " + reserved.purpose());
 * }
 * }</pre>
 *
 * @param port the port, 1 to 65535
 * @param protocol the protocol; a number that is reserved for both is listed twice
 * @param pid the process id of the JVM
 * @param purpose for what, such as a test's name
 * @param since since when
 * @since 0.1.0
 */
public record ReservedPort(int port, Protocol protocol, long pid, String purpose, Instant since) {}
