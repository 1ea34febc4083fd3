package dev.freeport.internal.failure;

import static dev.freeport.condition.Prerequisite.ANOTHER_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.ForkedJvm;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.stack.HostStack;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a user who is not root is told of a failed bind whose port nobody names. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "users and privileges of Linux")
@EnabledIfAvailable(ANOTHER_USER)
class PlainUserTests {
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--");

    @BeforeEach
    void becomeNobody() throws Exception {
        List<String> readClasses = asNobody("sh", "-c", "test -r " + classes().split(File.pathSeparator)[0]);
        assumeTrue(new ProcessBuilder(readClasses).start().waitFor() == 0, "needs a readable build");
        assumeTrue(HostStack.current().privilegedLimit() == 1024, "needs privileged ports");
    }

    @Test
    void ofAPrivilegedPort() {
        assertThat(explained(80)).isEqualTo("""
                java.net.BindException: Permission denied
                The system does not permit this JVM to bind a port; the failure does not name it.
                  cause       probably: the port is below 1024 and needs privileges that this JVM lacks; or a policy such as \
                SELinux, Landlock or a sandbox forbids the bind
                  evidence    this JVM may not bind port 1 either
                  what to do  Use a port from 1024 on.
                """);
    }

    @Test
    void ofAPortThatAHiddenProcessHas() throws IOException {
        try (ServerSocket hidden = new ServerSocket(0)) {
            String explained = explained(hidden.getLocalPort());
            assumeThat(explained)
                    .as("connections of other tests use a part of the dynamic range")
                    .doesNotContain("\nProbably a client's connection uses the port");
            assertThat(explained.lines())
                    .startsWith(
                            "java.net.BindException: Address already in use",
                            "A port is taken, and the failure does not name it.")
                    .contains("  listening   [::]:" + hidden.getLocalPort() + ", owner not found")
                    .anyMatch(line -> line.startsWith("  note        User root (uid 0) opened the socket"));
        }
    }

    private static String explained(int port) {
        StringBuilder text = new StringBuilder();
        try (ForkedJvm nobody = ForkedJvm.start(asNobody(), List.of(), classes(), Binder.class, port)) {
            for (String line = nobody.readLine(); !line.equals("<ended>"); line = nobody.readLine()) {
                text.append(line).append("\n");
            }
        }
        return text.toString();
    }

    private static List<String> asNobody(String... command) {
        return Stream.concat(NOBODY.stream(), Arrays.stream(command)).toList();
    }

    /** Without libraries, which may lie where nobody else may look. */
    private static String classes() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    static final class Binder {
        private Binder() {}

        public static void main(String[] arguments) {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]))) {
                System.out.println("bound to " + server.getLocalPort());
            } catch (IOException failure) {
                System.out.println(failure);
                BindFailureExplainer.explainBeside(failure)
                        .map(BindFailureExplainer.Explanation::text)
                        .ifPresent(System.out::println);
            }
        }
    }
}
