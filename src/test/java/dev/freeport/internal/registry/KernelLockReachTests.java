package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.freeport.ForkedJvm;
import dev.freeport.condition.Prerequisite;
import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.stack.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JVMs that share a network and no file: only the kernel lock keeps them apart, and it does, for each protocol. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "users and namespaces of Linux")
class KernelLockReachTests {
    private static final Set<GuardKind> ALL = EnumSet.allOf(GuardKind.class);
    private static final Set<GuardKind> FILES = EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER);
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "TCP,UDP");
    private static final double SHORT = 0.5;
    private static final double UNTIL_SEEN = 30;

    @TempDir
    Path parent;

    private final String onePort = TestPorts.range(1);
    private final String port = onePort.substring(0, onePort.indexOf('-'));

    enum Apart {
        USERS(Prerequisite.JVM_OF_ANOTHER_USER) {
            @Override
            List<String> by(int number, Path directory) {
                return List.of(
                        "setpriv",
                        "--reuid=" + (65534 - number),
                        "--regid=65534",
                        "--clear-groups",
                        "--",
                        "sh",
                        "-c",
                        "mkdir -m 700 " + directory + " && exec \"$@\"",
                        "sh");
            }
        },
        MOUNT_NAMESPACES(Prerequisite.MOUNT_NAMESPACES) {
            @Override
            List<String> by(int number, Path directory) {
                return List.of(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mkdir -p " + directory + " && mount -t tmpfs -o mode=700 tmpfs " + directory
                                + " && exec \"$@\"",
                        "sh");
            }

            @Override
            Path directory(int number, Path parent) {
                return parent.resolve("common");
            }
        },
        PID_NAMESPACES(Prerequisite.PID_NAMESPACES) {
            @Override
            List<String> by(int number, Path directory) {
                return List.of("unshare", "-p", "--fork", "--mount-proc", "--kill-child");
            }
        };

        private final Prerequisite needed;

        Apart(Prerequisite needed) {
            this.needed = needed;
        }

        abstract List<String> by(int number, Path directory);

        Path directory(int number, Path parent) {
            return parent.resolve("of-" + number);
        }
    }

    @BeforeEach
    void openToAll() throws Exception {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @ParameterizedTest
    @EnumSource
    void isTheWholeNetworkNamespace(Apart apart) {
        apart.needed.assume();
        try (ForkedJvm one = start(apart, 0, ALL);
                ForkedJvm other = start(apart, 1, ALL)) {
            for (String protocols : PROTOCOLS) {
                assertThat(one.ask("reserve " + protocols)).isEqualTo(port);
                assertThat(other.ask("reserve " + protocols)).isEqualTo("none");
                assertThat(other.ask("reserve TCP,UDP")).isEqualTo("none");
                assertThat(one.ask("release")).isEqualTo("released");
                assertThat(other.ask("reserve " + protocols)).isEqualTo(port);
                assertThat(other.ask("release")).isEqualTo("released");
            }
        }
    }

    @Test
    void namesTheHolderToOtherUsers() throws Exception {
        Prerequisite.JVM_OF_ANOTHER_USER.assume();
        PortRegistry own = new PortRegistry(null, ALL, GuardSockets.SYSTEM);
        ReservationOptions options = new ReservationOptions("a test", Duration.ZERO);
        try (ForkedJvm other = start(Apart.USERS, 0, ALL)) {
            assertThat(other.ask("reserve TCP,UDP")).isEqualTo(port);

            String label = "Freeport of user nobody (uid 65534), pid " + other.pid();
            assertThat(KernelLockHolder.foreign())
                    .filteredOn(holder -> holder.port() == Integer.parseInt(port))
                    .extracting(KernelLockHolder::protocol, KernelLockHolder::label)
                    .containsExactly(tuple(Protocol.TCP, label), tuple(Protocol.UDP, label));
            assertThat(KernelLockHolder.of(SocketTable.SYSTEM, Set.of(Protocol.TCP), Integer.parseInt(port)))
                    .isPresent();
            assertThat(PortDiagnosis.of(BindAttempt.of(Protocol.TCP, Integer.parseInt(port)), Duration.ofMinutes(1))
                            .notes())
                    .contains("The port is reserved by " + label + ".");
            assertThatExceptionOfType(PoolExhaustedException.class)
                    .isThrownBy(() -> new PoolSearch(own, TestPorts.pool(onePort), options).one())
                    .withMessageContaining("reserved by tests: 1")
                    .withMessageEndingWith(System.lineSeparator() + "  reserved    " + port + " by " + label);
        }
        assertThat(new KernelLockHolder(Protocol.TCP, 1, OptionalLong.of(65534), OptionalLong.empty()).label())
                .isEqualTo("Freeport of user nobody (uid 65534), pid not visible");
        assertThat(new KernelLockHolder(Protocol.TCP, 1, OptionalLong.of(4_000_000), OptionalLong.empty()).label())
                .isEqualTo("Freeport of user (uid 4000000), pid not visible");
    }

    @ParameterizedTest
    @EnumSource
    void isMissedWhereItIsOff(Apart apart) {
        apart.needed.assume();
        try (ForkedJvm one = start(apart, 0, FILES);
                ForkedJvm other = start(apart, 1, FILES)) {
            for (String protocols : PROTOCOLS) {
                assertThat(one.ask("reserve " + protocols)).isEqualTo(port);
                assertThat(other.ask("reserve " + protocols)).as("the damage").isEqualTo(port);
                assertThat(one.ask("release")).isEqualTo("released");
                assertThat(other.ask("release")).isEqualTo("released");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sufficesUnderStress(Apart apart) throws Exception {
        apart.needed.assume();
        assertThat(contend(apart, ALL, SHORT, Long.MAX_VALUE).doubleOwners()).isZero();
        assertThat(contend(apart, FILES, UNTIL_SEEN, 1).doubleOwners())
                .as("double owners that the oracle saw without the kernel lock")
                .isPositive();
    }

    private ForkedJvm start(Apart apart, int number, Set<GuardKind> guards) {
        Path directory = apart.directory(number, parent);
        return RegistryProcess.start(apart.by(number, directory), directory, onePort, guards);
    }

    private StressOracle contend(Apart apart, Set<GuardKind> guards, double seconds, long enough) throws Exception {
        Path place = Files.createDirectory(parent.resolve(guards.size() + "guards"));
        Path oracleFile = place.resolve("oracle");
        StressOracle oracle = StressOracle.open(oracleFile);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(oracleFile, PosixFilePermissions.fromString("rw-rw-rw-"));
        String ranges = TestPorts.range(4);
        List<ForkedJvm> jvms = new ArrayList<>();
        try {
            for (int number = 0; number < 2; number++) {
                Path directory = apart.directory(number, place);
                StressTask task = new StressTask(
                        directory,
                        ranges,
                        guards,
                        oracleFile,
                        StressAdversary.NOTHING,
                        (long) (seconds * 1e9),
                        enough,
                        Long.MAX_VALUE);
                jvms.add(ForkedJvm.start(apart.by(number, directory), StressContender.class, task.arguments()));
            }
            jvms.forEach(StressRun::awaitEnd);
            assertThat(oracle.rounds()).isPositive();
            return oracle;
        } finally {
            jvms.forEach(ForkedJvm::close);
        }
    }
}
