package dev.freeport;

import static dev.freeport.condition.Prerequisite.MOUNT_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Containers that share a network, with file systems of their own; and such as have none that can be written. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "mount namespaces")
@EnabledIfAvailable(MOUNT_NAMESPACES)
class MountNamespaceTests {
    /** All else is still to be seen below {@code /mnt}: the class path may lie in {@code /tmp}. */
    private static final String PRIVATE_TMP = "mount --rbind / /mnt && mount -t tmpfs tmpfs /tmp";

    private final String onePort = "" + Requests.range(1).low();

    @Test
    void withPrivateDirectoriesDoNotGetTheSamePort() {
        try (ForkedJvm one = in(PRIVATE_TMP, List.of());
                ForkedJvm other = in(PRIVATE_TMP, List.of())) {
            assertThat(ReservingJvm.ask(one, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).contains("reserved by tests: 1");
            assertThat(ReservingJvm.ask(one, "serve")).isEqualTo("served " + onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            assertThat(ReservingJvm.ask(one, "release")).isEqualTo("done");
            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(onePort);
        }
    }

    @Test
    void thatCanWriteNothingHoldPortsByKernelLocksAloneAndSaySo() {
        String readOnly = PRIVATE_TMP + " -o ro";
        try (ForkedJvm one = in(readOnly, List.of());
                ForkedJvm other = in(PRIVATE_TMP, List.of())) {
            assertThat(one.ask("reserve"))
                    .startsWith("WARNING: Kernel locks alone hold ports: the default lock directory (/tmp/.freeport-")
                    .endsWith("Or set freeport.directory.");
            assertThat(one.readLine()).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            assertThat(one.ask("release")).as("one warning is enough").isEqualTo("done");
            assertThat(one.ask("reserve")).isEqualTo(onePort);
        }
    }

    @Test
    void withAFullDiskHoldPortsAndSaySo() {
        String full = PRIVATE_TMP + " -o size=64k && cat /dev/zero > /tmp/zeros 2> /dev/null; true";
        try (ForkedJvm one = in(full, List.of());
                ForkedJvm other = in(PRIVATE_TMP, List.of())) {
            assertThat(ReservingJvm.ask(one, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(one, "serve")).isEqualTo("served " + onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            assertThat(ReservingJvm.ask(one, "release")).isEqualTo("done");
            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(onePort);
        }
    }

    @Test
    void thatShareDirectoryAndNetworkButNoPidsDoNotGetTheSamePort() {
        try (ForkedJvm one = ReservingJvm.start(List.of(), List.of(), onePort);
                ForkedJvm other = ReservingJvm.start(
                        List.of("unshare", "-p", "--fork", "--mount-proc", "--kill-child"), List.of(), onePort)) {
            assertThat(ReservingJvm.ask(one, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            assertThat(ReservingJvm.ask(one, "release")).isEqualTo("done");
            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(one, "reserve")).startsWith("none: ");
        }
    }

    @Test
    void thatPreferIpv4MeetTheOthersAtTheKernelLock() {
        List<String> ipv4 = List.of("-Djava.net.preferIPv4Stack=true");
        try (ForkedJvm one = in(PRIVATE_TMP, ipv4);
                ForkedJvm other = in(PRIVATE_TMP, List.of())) {
            assertThat(ReservingJvm.ask(one, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            assertThat(ReservingJvm.ask(one, "serve")).isEqualTo("served " + onePort);
            assertThat(ReservingJvm.ask(one, "release")).isEqualTo("done");
            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(one, "reserve")).startsWith("none: ");
        }
    }

    @Test
    void withoutIpv6Work() {
        String noIpv6 = "ip link set lo up && sysctl -qw net.ipv6.conf.all.disable_ipv6=1";
        try (ForkedJvm jvm = ReservingJvm.start(
                List.of("unshare", "-n", "sh", "-c", noIpv6 + " && exec \"$@\"", "sh"), List.of(), onePort)) {
            assertThat(ReservingJvm.ask(jvm, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(jvm, "serve")).isEqualTo("served " + onePort);
            assertThat(ReservingJvm.ask(jvm, "reserve")).startsWith("none: ");
        }
    }

    @Test
    void withNetworksOfTheirOwnMayHaveTheSamePort() {
        List<String> ownNetwork = List.of("unshare", "-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
        try (ForkedJvm one = ReservingJvm.start(ownNetwork, List.of(), onePort);
                ForkedJvm other = ReservingJvm.start(ownNetwork, List.of(), onePort)) {
            assertThat(ReservingJvm.ask(one, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(onePort);
            assertThat(FreePorts.explain(Integer.parseInt(onePort)).reservedBy())
                    .as("of other networks nothing is said here")
                    .isEmpty();
        }
    }

    private ForkedJvm in(String mount, List<String> options) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> "/mnt" + Path.of(entry).toAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
        return ForkedJvm.start(
                List.of("unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh"),
                options,
                classPath,
                ReservingJvm.class,
                onePort);
    }
}
