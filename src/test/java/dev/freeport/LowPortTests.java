package dev.freeport;

import static dev.freeport.condition.Prerequisite.JVM_OF_ANOTHER_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ports that only a process with privileges may bind, as a user without any meets them. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "setpriv")
@EnabledIfAvailable(JVM_OF_ANOTHER_USER)
class LowPortTests {
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--");

    private final int limit = HostStack.current().privilegedLimit();
    private final int port = limit - 1;
    private final String advice = "  what to do  Use a port from " + limit
            + " on, or let, as root, every process bind lower"
            + " ones (sysctl -w net.ipv4.ip_unprivileged_port_start=" + port + "), or this command alone (setpriv"
            + " --reuid=USER --init-groups --inh-caps=+net_bind_service --ambient-caps=+net_bind_service COMMAND).";

    @TempDir
    Path parent;

    @BeforeEach
    void needAnotherUser() throws Exception {
        assumeTrue(port > 0, "there are no privileged ports here");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void areNotWaitedFor() {
        try (ForkedJvm jvm = asNobody(Protocol.TCP, "exactly")) {
            assertThat(jvm.readLine())
                    .isEqualTo("Port " + port + " for a test may not be bound by this process: ports below " + limit
                            + " need privileges here.");
            assertThat(jvm.readLine()).isEqualTo(advice);
        }
    }

    @Test
    void areNotWaitedForOverUdp() {
        try (ForkedJvm jvm = asNobody(Protocol.UDP, "exactly")) {
            assertThat(jvm.readLine())
                    .isEqualTo("Port " + port + " for a test may not be bound by this process: ports below " + limit
                            + " need privileges here.");
            assertThat(jvm.readLine()).isEqualTo(advice);
        }
    }

    @Test
    void areCountedAsWhatTheyAre() {
        try (ForkedJvm jvm = asNobody(Protocol.TCP, "any")) {
            assertThat(jvm.readLine())
                    .isEqualTo("No free port for a test: the pool has 1 port: " + port
                            + "; reserved by tests: 0, bound by other sockets: 0, released a moment ago: 0,"
                            + " not permitted to this process: 1");
            assertThat(jvm.readLine()).isEqualTo(advice);
            assertThat(jvm.readLine())
                    .isEqualTo("  or          Offer more ports: freeport.ranges, or the attribute ranges of its"
                            + " @FreePort.");
        }
    }

    private ForkedJvm asNobody(Protocol protocol, String which) {
        return ForkedJvm.start(NOBODY, Asking.class, parent.resolve("ports"), port, protocol.name(), which);
    }

    /** Asks for a port that would be waited for all day. */
    static final class Asking {
        public static void main(String[] arguments) {
            int port = Integer.parseInt(arguments[1]);
            PortRequest request = Requests.of(Path.of(arguments[0]), 1)
                    .withRanges(new PortRange(port, port))
                    .withProtocols(Protocol.valueOf(arguments[2]))
                    .withTimeout(Duration.ofDays(1));
            try {
                if (arguments[3].equals("any")) {
                    FreePorts.reserve(request);
                } else {
                    FreePorts.reserveFixed(port, request);
                }
            } catch (NoFreePortException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
