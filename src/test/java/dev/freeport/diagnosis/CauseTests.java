package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOT_WSL;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.PORT;
import static dev.freeport.diagnosis.Scene.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.diagnosis.Probe.Sharing;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Causes for which an address, the way a bind failed, or the rest of the system decides. */
class CauseTests {
    private static final OwnerProcess SELF =
            new ProcessDetails(ProcessHandle.current().pid(), "java", "build", Optional.empty());
    private static final HostStack WINDOWS = HostStacks.of(
            StackProfile.WINDOWS,
            List.of(new PortRange(49152, 65535)),
            List.of(new PortRange(49152, 65535)),
            List.of(
                    new ExcludedRange(new PortRange(19990, 20009), Protocol.TCP, "excluded by Windows", false),
                    new ExcludedRange(new PortRange(21000, 21000), Protocol.TCP, "set aside", true)),
            1,
            "test");

    @Test
    void theAddressIsIncludedInThatOfTheServer() {
        assertThat(diagnose(attempt("127.0.0.1"), List.of(listens("0.0.0.0", OTHER)), always(Result.REFUSED)))
                .satisfies(diagnosis -> assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          wanted      127.0.0.1:20000
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 0.0.0.0:20000
                          cause       EXPLANATION
                          evidence    0.0.0.0:20000 includes 127.0.0.1:20000
                          what to do  ADVICE""")));
    }

    @Test
    void aServerOnAnotherAddressIsNotInTheWay() {
        PortDiagnosis diagnosis =
                diagnose(attempt("127.0.0.1"), List.of(listens("127.0.0.2", OTHER)), always(Result.BINDS));

        assertThat(diagnosis.cause()).isEqualTo(Cause.NONE);
        assertThat(diagnosis.owners()).isEmpty();
        assertThat(diagnosis.toString()).contains("socket      LISTEN on 127.0.0.2:20000, of pid 4711");
    }

    @Test
    void aServerForIpv6OnlyIsNotInTheWayOfIpv4() {
        List<SocketInfo> rows = List.of(listens("::", OTHER));

        assertThat(diagnose(attempt("127.0.0.1"), rows, always(Result.BINDS)).cause())
                .isEqualTo(Cause.NONE);
        assertThat(diagnose(attempt("127.0.0.1"), rows, always(Result.REFUSED)).cause())
                .isEqualTo(Cause.LISTENER);
    }

    @Test
    void theServerBeganToListenBetweenBindAndListen() {
        BindAttempt lost = BindAttempt.of(Protocol.TCP, PORT).with(BindAttempt.Outcome.LISTEN_FAILED);

        assertThat(diagnose(lost, List.of(listens("0.0.0.0", OTHER)), always(Result.REFUSED))
                        .evidence())
                .containsExactly(
                        "the bind succeeded and listen() failed, so the other server began to listen in between");
    }

    @Test
    void theServerIsGoneWhenItHasBeenDescribed() {
        BindAttempt failed = BindAttempt.of(Protocol.TCP, PORT).with(BindAttempt.Outcome.BIND_FAILED);
        List<SocketInfo> rows = List.of(listens("0.0.0.0", OTHER));
        String gone = "A bind succeeds now: the port was released a moment ago. A retry would pass.";

        assertThat(diagnose(failed, rows, onlyIf(Sharing.ADDRESS)).notes()).containsExactly(gone);
        assertThat(diagnose(failed, rows, always(Result.REFUSED)).notes()).isEmpty();
        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), rows, onlyIf(Sharing.ADDRESS))
                        .notes())
                .isEmpty();
    }

    @Test
    void thePortIsFreeAgain() {
        BindAttempt failed = BindAttempt.of(Protocol.TCP, PORT).with(BindAttempt.Outcome.BIND_FAILED);

        PortDiagnosis diagnosis = diagnose(failed, List.of(), always(Result.BINDS));

        assertThat(diagnosis.isTaken()).isFalse();
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          cause       EXPLANATION
                          what to do  ADVICE"""));
    }

    @Test
    void theServerSharesThePort() {
        List<SocketInfo> rows = List.of(listens("0.0.0.0", OTHER));

        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), rows, onlyIf(Sharing.PORT))
                        .notes())
                .containsExactly(
                        "It shares the port (SO_REUSEPORT): another server of the same user that sets the option"
                                + " can bind it too.");
    }

    @Test
    void anotherServerTakesClientsAway() {
        List<SocketInfo> rows = List.of(listens("0.0.0.0", SELF), listens("::1", OTHER));

        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), rows, always(Result.REFUSED))
                        .notes())
                .containsExactly("Clients that connect to [::1]:20000 reach pid 4711, not the server of this JVM on"
                        + " 0.0.0.0:20000.");
        assertThat(SharedClients.of(List.of(listens("127.0.0.1", SELF), listens("0.0.0.0"))))
                .containsExactly(
                        "Clients that connect to any other address reach another process, not the server of this"
                                + " JVM on 127.0.0.1:20000.");
        assertThat(SharedClients.of(List.of(listens("127.0.0.1", OTHER), listens("0.0.0.0", OTHER))))
                .isEmpty();
    }

    @Test
    void serversShareTheirClients() {
        assertThat(SharedClients.of(List.of(listens("0.0.0.0", SELF), listens("0.0.0.0", OTHER))))
                .containsExactly("The kernel spreads clients of 0.0.0.0:20000 over this JVM (pid " + SELF.pid()
                        + ") and pid 4711 (SO_REUSEPORT).");
        assertThat(SharedClients.of(List.of(listens("0.0.0.0", OTHER), listens("0.0.0.0"))))
                .containsExactly(
                        "The kernel spreads clients of 0.0.0.0:20000 over pid 4711 and another process (SO_REUSEPORT).");
        assertThat(SharedClients.of(List.of(listens("0.0.0.0", OTHER), listens("0.0.0.0", OTHER))))
                .as("of one process")
                .isEmpty();
        assertThat(SharedClients.of(List.of(listens("127.0.0.1", SELF), listens("::", SELF), listens("::", OTHER))))
                .as("the wildcard, on which this JVM listens too, is no other address")
                .containsExactly("The kernel spreads clients of [::]:20000 over this JVM (pid " + SELF.pid()
                        + ") and pid 4711 (SO_REUSEPORT).");
        assertThat(SharedClients.of(
                        List.of(listens("127.0.0.1", SELF), listens("0.0.0.0", OTHER), listens("::", SELF))))
                .containsExactly("Clients that connect to any other IPv4 address reach pid 4711, not the server of this"
                        + " JVM on [::]:20000.");
        assertThat(SharedClients.of(List.of(listens("0.0.0.0", SELF), listens("::", OTHER))))
                .containsExactly("Clients that connect to an IPv6 address reach pid 4711, not the server of this JVM on"
                        + " 0.0.0.0:20000.");
    }

    @Test
    void theAddressIsNoneOfThisHost() {
        PortDiagnosis diagnosis = diagnose(attempt("192.0.2.1"), List.of(), always(Result.REFUSED));

        assertThat(diagnosis.cause()).isEqualTo(Cause.NOT_LOCAL);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          wanted      192.0.2.1:20000
                          cause       EXPLANATION
                          evidence    a bind of the address to any other port is refused too
                          what to do  ADVICE"""));
    }

    @Test
    void thereIsNoIpv6() {
        PortDiagnosis failed = diagnose(attempt("::1"), List.of(), always(Result.FAILS));

        assertThat(failed).hasToString(Texts.around(failed, """
                        HEADLINE
                          wanted      [::1]:20000
                          cause       EXPLANATION
                          evidence    a bind of [::1] to any port fails too
                          what to do  ADVICE"""));
        assertThat(failed.cause()).isEqualTo(Cause.NO_FAMILY);
        assertThat(diagnose(attempt("::1"), List.of(), always(Result.REFUSED)).cause())
                .isEqualTo(Cause.NO_FAMILY);
    }

    @Test
    void aFilterForbidsTheBind() {
        PortDiagnosis diagnosis = diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), always(Result.FAILS));

        assertThat(diagnosis.cause()).isEqualTo(Cause.DENIED);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis.evidence()).containsExactly("a bind fails, but not because the port is in use");
    }

    @Test
    void noDescriptorIsLeft() {
        Probe exhausted = new Probe() {
            @Override
            public Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing) {
                return Result.NO_SOCKET;
            }

            @Override
            public boolean lacksDescriptors() {
                return true;
            }
        };

        PortDiagnosis diagnosis = diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), exhausted);

        assertThat(diagnosis.cause()).isEqualTo(Cause.NO_DESCRIPTOR);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          cause       EXPLANATION
                          evidence    neither a socket nor a file can be opened
                          what to do  ADVICE"""));
    }

    @Test
    void theSystemExcludesThePort() {
        PortDiagnosis diagnosis = diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), denied(), WINDOWS, NOT_WSL);

        assertThat(diagnosis.cause()).isEqualTo(Cause.EXCLUDED);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          cause       EXPLANATION
                          evidence    a bind is answered with "permission denied"; 19990-20009 is excluded by Windows
                          note        Windows does not say which service has excluded the range; usually it is winnat or hns, for Hyper-V, WSL and containers.
                          what to do  ADVICE"""));
        PortDiagnosis withoutNumber =
                diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), always(Result.REFUSED), WINDOWS, NOT_WSL);
        assertThat(withoutNumber.cause()).isEqualTo(Cause.EXCLUDED);
        assertThat(withoutNumber.certainty()).isEqualTo(Certainty.PROBABLE);
        assertThat(diagnose(BindAttempt.of(Protocol.TCP, 21000), List.of(), always(Result.REFUSED), WINDOWS, NOT_WSL)
                        .cause())
                .isEqualTo(Cause.BOUND_ONLY);
    }

    @Test
    void whatWindowsDeniesMayBeExclusiveUse() {
        PortDiagnosis diagnosis = diagnose(BindAttempt.of(Protocol.TCP, 21000), List.of(), denied(), WINDOWS, NOT_WSL);

        assertThat(diagnosis.cause()).isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          cause       not visible from here, but usual: EXPLANATION
                          evidence    a bind is answered with "permission denied", as when a socket uses the port exclusively; no excluded range is known; a bind is refused, and no socket with the port is listed
                          what to do  ADVICE"""));
    }

    @Test
    void windowsMayHaveThePortOfWsl(@TempDir Path directory) throws Exception {
        Path version = directory.resolve("version");
        Files.writeString(version, "Linux version 5.15.153.1-microsoft-standard-WSL2 (root@build)\n");

        PortDiagnosis diagnosis =
                diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), always(Result.REFUSED), linux(), version);

        assertThat(diagnosis.certainty()).isEqualTo(Certainty.NOT_VISIBLE);
        assertThat(diagnosis).hasToString(Texts.around(diagnosis, """
                        HEADLINE
                          cause       not visible from here, but usual: EXPLANATION
                          evidence    a bind is refused, and no socket with the port is listed
                          note        This is WSL: Windows may hold the port. On Windows run 'netstat -ano | findstr :20000' and 'netsh int ipv4 show excludedportrange protocol=tcp'.
                          what to do  ADVICE"""));
        Files.writeString(version, "Linux version 6.1.0 (debian)\n");
        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), always(Result.REFUSED), linux(), version)
                        .notes())
                .isEmpty();
    }

    private static BindAttempt attempt(String address) {
        return BindAttempt.of(Protocol.TCP, new InetSocketAddress(address, PORT));
    }

    private static Probe always(Result result) {
        return (protocol, address, sharing) -> result;
    }

    private static Probe onlyIf(Sharing wanted) {
        return (protocol, address, sharing) -> sharing == wanted ? Result.BINDS : Result.REFUSED;
    }

    private static Probe denied() {
        return new Probe() {
            @Override
            public Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing) {
                return Result.REFUSED;
            }

            @Override
            public boolean isDenied(int port) {
                return true;
            }
        };
    }

    private static SocketInfo listens(String address, OwnerProcess... owners) {
        return new SocketRow(
                Protocol.TCP,
                new InetSocketAddress(address, PORT),
                new InetSocketAddress("0.0.0.0", 0),
                SocketState.LISTEN,
                true,
                OptionalLong.empty(),
                List.of(owners));
    }

    private static HostStack linux() {
        return HostStacks.of(StackProfile.LINUX, List.of(), List.of(), List.of(), 1024, "test");
    }

    private static PortDiagnosis diagnose(BindAttempt attempt, List<SocketInfo> rows, Probe probe) {
        return diagnose(attempt, rows, probe, linux(), NOT_WSL);
    }

    private static PortDiagnosis diagnose(
            BindAttempt attempt, List<SocketInfo> rows, Probe probe, HostStack stack, Path version) {
        return new Diagnoser(
                        table(new Snapshot(rows, List.of())),
                        probe,
                        (protocol, port) -> new PortHistory(Optional.empty()),
                        () -> stack,
                        version)
                .diagnose(attempt, Duration.ofSeconds(1));
    }
}
