package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOT_WSL;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.PORT;
import static dev.freeport.diagnosis.Scene.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.diagnosis.Probe.Sharing;
import dev.freeport.internal.process.Deadline;
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
                .hasToString(Texts.here("""
                        Port 20000 is taken: pid 4711 listens on it.
                          wanted      127.0.0.1:20000
                          process     pid 4711, user build
                                      java -jar shop.jar
                          socket      LISTEN on 0.0.0.0:20000
                          cause       a server listens on the port
                          evidence    0.0.0.0:20000 includes 127.0.0.1:20000
                          what to do  End the process (kill 4711), or let this program use another port."""));
    }

    @Test
    void aServerOnAnotherAddressIsNotInTheWay() {
        PortDiagnosis diagnosis =
                diagnose(attempt("127.0.0.1"), List.of(listens("127.0.0.2", OTHER)), always(Result.BINDS));

        assertThat(diagnosis.cause()).isEqualTo(Cause.NONE);
        assertThat(diagnosis.owners()).isEmpty();
        assertThat(diagnosis.toString())
                .startsWith("Port 20000 is free now.")
                .contains("socket      LISTEN on 127.0.0.2:20000, of pid 4711");
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
        String gone = "A bind succeeds now: the port was let go of in this moment, and a retry would pass.";

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
        assertThat(diagnosis).hasToString(lines("""
                        Port 20000 is free again now.
                          cause       whoever had the port has let go of it by now
                          what to do  Try again; what had the port may come back with the next run."""));
    }

    @Test
    void theServerSharesThePort() {
        List<SocketInfo> rows = List.of(listens("0.0.0.0", OTHER));

        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), rows, onlyIf(Sharing.PORT))
                        .notes())
                .containsExactly("It shares the port by SO_REUSEPORT: a server that sets that too, and runs as the same"
                        + " user, can be bound beside it.");
    }

    @Test
    void anotherServerTakesClientsAway() {
        List<SocketInfo> rows = List.of(listens("0.0.0.0", SELF), listens("::1", OTHER));

        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), rows, always(Result.REFUSED))
                        .notes())
                .containsExactly("Clients that connect to [::1]:20000 reach pid 4711, not the server of this JVM on"
                        + " 0.0.0.0:20000.");
        assertThat(ShadowedListeners.of(List.of(listens("127.0.0.1", SELF), listens("0.0.0.0"))))
                .containsExactly(
                        "Clients that connect to any other address reach another process, not the server of this"
                                + " JVM on 127.0.0.1:20000.");
        assertThat(ShadowedListeners.of(List.of(listens("127.0.0.1", OTHER), listens("0.0.0.0", OTHER))))
                .isEmpty();
    }

    @Test
    void theAddressIsNoneOfThisHost() {
        PortDiagnosis diagnosis = diagnose(attempt("192.0.2.1"), List.of(), always(Result.REFUSED));

        assertThat(diagnosis.cause()).isEqualTo(Cause.NOT_LOCAL);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis.toString()).startsWith(lines("""
                        This host has no address 192.0.2.1.
                          wanted      192.0.2.1:20000
                          cause       the address is none of this host's; the port has nothing to do with it
                          evidence    a bind of the address to any other port is refused too
                          what to do  Bind one of this host's addresses ("""));
    }

    @Test
    void thereIsNoIpv6() {
        assertThat(diagnose(attempt("::1"), List.of(), always(Result.FAILS))).hasToString(lines("""
                        This JVM has no addresses of IPv6, such as ::1.
                          wanted      [::1]:20000
                          cause       the address is one of IPv6, which this host or this JVM does not use; the port has nothing to do with it
                          evidence    a bind of [::1] to any port fails too
                          what to do  Bind an address of IPv4, such as 127.0.0.1; or let IPv6 be used (no java.net.preferIPv4Stack, and net.ipv6.conf.all.disable_ipv6=0 on Linux)."""));
        assertThat(diagnose(attempt("::1"), List.of(), always(Result.REFUSED)).cause())
                .isEqualTo(Cause.NO_FAMILY);
    }

    @Test
    void aFilterForbidsTheBind() {
        PortDiagnosis diagnosis = diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), always(Result.FAILS));

        assertThat(diagnosis.cause()).isEqualTo(Cause.DENIED);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(diagnosis.evidence()).containsExactly("a bind fails, and not because the port were taken");
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

        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), exhausted))
                .hasToString(lines("""
                        This JVM can open no more sockets.
                          cause       this JVM has as many files and sockets open as it may; the port has nothing to do with it
                          evidence    neither a socket nor a file can be opened
                          what to do  Look which files and sockets this JVM does not close (ls -l /proc/%d/fd), or raise its limit (ulimit -n).""".formatted(ProcessHandle.current().pid())));
    }

    @Test
    void theSystemExcludesThePort() {
        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), denied(), WINDOWS, NOT_WSL))
                .hasToString(lines("""
                        Port 20000 is excluded by the system; no process need have it.
                          cause       the system has excluded the port from use, so that nobody can bind it; no process need have it
                          evidence    a bind is answered with "permission denied"; 19990-20009 is excluded by Windows
                          note        Windows does not say for whom it excludes a range. Usual are the services winnat and hns, which do so for Hyper-V, WSL and containers.
                          what to do  Use a port outside the excluded ranges (netsh int ipv4 show excludedportrange protocol=tcp)."""));
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
        assertThat(diagnose(BindAttempt.of(Protocol.TCP, 21000), List.of(), denied(), WINDOWS, NOT_WSL))
                .hasToString(lines("""
                        Port 21000 is taken by a socket that does not listen; the system does not show whose.
                          cause       not visible from here, but usual: a socket that is bound but does not listen has the port
                          evidence    a bind is answered with "permission denied", as where a socket has the port exclusively; no range is known to be excluded; a bind is refused, and no socket with the port is listed
                          what to do  Look for a client or server that binds the port and goes no further."""));
    }

    @Test
    void windowsMayHaveThePortOfWsl(@TempDir Path directory) throws Exception {
        Path version = directory.resolve("version");
        Files.writeString(version, "Linux version 5.15.153.1-microsoft-standard-WSL2 (root@build)\n");

        PortDiagnosis diagnosis =
                diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), always(Result.REFUSED), linux(), version);

        assertThat(diagnosis.certainty()).isEqualTo(Certainty.NOT_VISIBLE);
        assertThat(diagnosis).hasToString(lines("""
                        Port 20000 is taken by a socket that does not listen; the system does not show whose.
                          cause       not visible from here, but usual: a socket that is bound but does not listen has the port
                          evidence    a bind is refused, and no socket with the port is listed
                          note        This is WSL, where Windows may have the port: see there 'netstat -ano | findstr :20000' and 'netsh int ipv4 show excludedportrange protocol=tcp'.
                          what to do  Look for a client or server that binds the port and goes no further."""));
        Files.writeString(version, "Linux version 6.1.0 (debian)\n");
        assertThat(diagnose(BindAttempt.of(Protocol.TCP, PORT), List.of(), always(Result.REFUSED), linux(), version)
                        .notes())
                .isEmpty();
    }

    private static String lines(String text) {
        return text.replace("\n", System.lineSeparator());
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
                .diagnose(attempt, Deadline.usual());
    }
}
