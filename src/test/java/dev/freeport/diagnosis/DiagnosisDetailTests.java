package dev.freeport.diagnosis;

import static dev.freeport.diagnosis.Scene.NOON;
import static dev.freeport.diagnosis.Scene.NOT_WSL;
import static dev.freeport.diagnosis.Scene.OTHER;
import static dev.freeport.diagnosis.Scene.PORT;
import static dev.freeport.diagnosis.Scene.refused;
import static dev.freeport.diagnosis.Scene.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.diagnosis.Probe.Sharing;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.registry.BuildPurpose;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.registry.PortUse;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.SaidExplanations;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What decides between two causes, and what is told beside the cause. */
class DiagnosisDetailTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final OwnerProcess HERE = new ProcessDetails(SELF, "java", "build", Optional.empty());
    private static final BindAttempt ATTEMPT = BindAttempt.of(Protocol.TCP, PORT);

    private final List<SocketInfo> first = new ArrayList<>();
    private final List<SocketInfo> later = new ArrayList<>();
    private Snapshot bound = Scene.empty();
    private PortHistory history = new PortHistory(Optional.empty());
    private HostStack stack = Scene.STACK;
    private final List<Long> suspects = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "TCP, 1023, true, PRIVILEGED, CERTAIN",
        "TCP, 1024, true, DENIED, CERTAIN",
        "TCP, 1023, false, PRIVILEGED, PROBABLE",
        "TCP, 1024, false, BOUND_ONLY, NOT_VISIBLE",
        "UDP, 1023, true, PRIVILEGED, CERTAIN",
        "UDP, 1024, true, BOUND_ONLY, NOT_VISIBLE"
    })
    void aPortMayBeDenied(Protocol protocol, int port, boolean denied, Cause cause, Certainty certainty) {
        PortDiagnosis diagnosis = diagnose(BindAttempt.of(protocol, port), denied(denied));

        assertThat(diagnosis.cause()).isEqualTo(cause);
        assertThat(diagnosis.certainty()).isEqualTo(certainty);
        assertThat(diagnosis.port()).isEqualTo(port);
        assertThat(diagnosis.protocol()).isEqualTo(protocol);
    }

    @Test
    void aPortWithASocketIsNotDenied() {
        both(row(SocketState.ESTABLISHED, OTHER));

        assertThat(diagnose(ATTEMPT, denied(true)).cause()).isEqualTo(Cause.CONNECTION);
    }

    @Test
    void noSocketCanBeOpenedForAnUnknownReason() {
        PortDiagnosis diagnosis = diagnose(ATTEMPT, (protocol, address, sharing) -> Result.NO_SOCKET);

        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.evidence()).containsExactly("no socket can be opened");
        assertThat(diagnosis.notes()).isEmpty();
    }

    @Test
    void theAddressOfTheServerIsNoEvidenceIfItIsTheOneThatWasWanted() {
        both(listens("127.0.0.1", OTHER));

        assertThat(diagnose(BindAttempt.of(Protocol.TCP, new InetSocketAddress("127.0.0.1", PORT)), refused())
                        .evidence())
                .isEmpty();
    }

    @Test
    void aForeignSocketBesideTheGuardSocket() {
        history = new PortHistory(Optional.of(new PortHolder(SELF, "ShopTests", NOON, Optional.of(true))));
        bound = new Snapshot(List.of(row(SocketState.BOUND, HERE), row(SocketState.BOUND, OTHER)), List.of());

        PortDiagnosis diagnosis = diagnose(ATTEMPT, onlyIf(Sharing.ADDRESS));

        assertThat(diagnosis.cause()).isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnosis.owners()).containsExactly(OTHER);
        assertThat(diagnosis.evidence()).containsExactly("a bind with SO_REUSEADDR succeeds");
    }

    @Test
    void thereWasNoTimeToReadTheSocketsThatAreBound() {
        bound = new Snapshot(List.of(), List.of(), true);

        PortDiagnosis diagnosis = diagnose(ATTEMPT, refused());

        assertThat(diagnosis.cause()).isEqualTo(Cause.BOUND_ONLY);
        assertThat(diagnosis.certainty()).isEqualTo(Certainty.PROBABLE);
        assertThat(diagnosis.text().explanation())
                .isEqualTo("a process uses the port; there was no time to read all sockets");
    }

    @Test
    void whatIsOccupiedByAnotherJvm() {
        history = new PortHistory(
                Optional.of(new PortHolder(OTHER.pid(), "ShopTests", NOON, Optional.empty(), PortUse.OCCUPIED)));
        both(listens("0.0.0.0", OTHER));
        assertThat(diagnose(ATTEMPT, refused()).cause()).isEqualTo(Cause.OCCUPIED);

        both(row(SocketState.ESTABLISHED, OTHER));
        assertThat(diagnose(ATTEMPT, refused()).cause())
                .as("a connection is not what occupies it")
                .isEqualTo(Cause.CONNECTION);
    }

    @Test
    void whatTheBuildHolds() {
        history = new PortHistory(
                Optional.of(new PortHolder(SELF, BuildPurpose.ofModule("shop", "http"), NOON, Optional.of(true))));

        PortDiagnosis untried = diagnose(ATTEMPT, onlyIf(Sharing.ADDRESS));
        PortDiagnosis failed = diagnose(ATTEMPT.with(Outcome.BIND_FAILED), onlyIf(Sharing.ADDRESS));

        assertThat(untried.headline())
                .isEqualTo(failed.headline())
                .isEqualTo(
                        "Port 20000 is reserved by this build (module shop, port name http), and no server uses it now.");
        assertThat(untried.text().advice()).isEqualTo("Start a server on it.");
        assertThat(failed.text().advice()).isEqualTo("Check what else this build starts on the port.");
    }

    @Test
    void theProcessThatReservedThePortIsLookedAtFirst() {
        history = new PortHistory(
                Optional.of(new PortHolder(4712, "ShopTests", NOON, Optional.empty())),
                List.of(4713L),
                Optional::empty);

        diagnose(ATTEMPT, refused());

        assertThat(suspects).containsExactly(4713L, 4712L);
    }

    @Test
    void socketsThatAreClosedMeanwhile() {
        SocketInfo unseen = listens("127.0.0.1");
        first.addAll(List.of(unseen, listens("127.0.0.2", OTHER)));
        later.add(row(SocketState.ESTABLISHED, OTHER));

        assertThat(diagnose(ATTEMPT, refused()).notes())
                .containsExactly(unseen + " was closed before its process was found.");

        later.add(listens("127.0.0.1", OTHER));
        assertThat(diagnose(ATTEMPT, refused()).notes()).as("it is seen now").isEmpty();
    }

    @Test
    void moreSocketsThanAreWorthALine() {
        both(Collections.nCopies(6, row(SocketState.ESTABLISHED, OTHER)).toArray(SocketInfo[]::new));

        assertThat(diagnose(ATTEMPT, refused()).toString().lines()).contains("              and 2 more");
    }

    @Test
    void theUserOfASocketWhoseProcessIsHidden() {
        both(new SocketRow(
                Protocol.TCP,
                new InetSocketAddress("0.0.0.0", PORT),
                new InetSocketAddress(0),
                SocketState.LISTEN,
                true,
                OptionalLong.of(1001),
                List.of()));

        assertThat(diagnose(ATTEMPT, refused()).headline())
                .isEqualTo("Port 20000 is taken: a process of uid 1001 that is not visible from here listens on it.");
    }

    @Test
    void aBoundSocketThatTheSystemDoesNotShow() {
        both(listens("127.0.0.2", OTHER));

        assertThat(diagnose(BindAttempt.of(Protocol.TCP, new InetSocketAddress("127.0.0.1", PORT)), denyingOne())
                        .headline())
                .isEqualTo("Port 20000 is taken by a socket that does not listen; the system does not show its owner.");
    }

    @Test
    void adviceOnAConnectionOfTheDynamicRange() {
        stack = HostStacks.of(
                StackProfile.LINUX,
                List.of(new PortRange(19000, 21000)),
                List.of(new PortRange(19000, 21000)),
                List.of(),
                1024,
                "test");
        both(row(SocketState.TIME_WAIT));
        assertThat(diagnose(ATTEMPT, refused()).text().advice())
                .startsWith(
                        "Wait a minute, or use a port outside 19000-21000, from which the OS assigns ports to clients.");

        both(row(SocketState.ESTABLISHED, HERE));
        assertThat(diagnose(ATTEMPT, refused()).text().advice()).isEqualTo("Close the connection in this JVM.");
        assertThat(diagnose(ATTEMPT, refused()).notes())
                .startsWith("Connections use 1,900 of the 2,001 ports of the dynamic range 19000-21000.");

        both(listens("0.0.0.0", OTHER));
        assertThat(diagnose(ATTEMPT, refused()).notes())
                .as("how many clients there are does not matter to a server")
                .containsExactly(
                        "The port lies in the dynamic range 19000-21000, from which the OS assigns ports to clients.",
                        "By default 20000 is dynamic on STCP (TCP) before stcp-1098; FreeBSD.");
    }

    @Test
    void anExplanationIsKnownOnceItIsRendered() {
        both(listens("0.0.0.0", new ProcessDetails(123_456_789, "shop", "build", Optional.empty())));
        PortDiagnosis diagnosis = diagnose(ATTEMPT, refused());

        assertThat(SaidExplanations.areIn(diagnosis.headline())).isFalse();
        assertThat(SaidExplanations.areIn(diagnosis.toString())).isTrue();
    }

    private void both(SocketInfo... rows) {
        for (List<SocketInfo> look : List.of(first, later)) {
            look.clear();
            look.addAll(Arrays.asList(rows));
        }
    }

    private PortDiagnosis diagnose(BindAttempt attempt, Probe probe) {
        return new Diagnoser(new Changing(), probe, (protocol, port) -> history, () -> stack, NOT_WSL)
                .diagnose(attempt, Duration.ofSeconds(1));
    }

    /** Another port of the address can be bound. */
    private static Probe denyingOne() {
        return (protocol, address, sharing) -> address.getPort() == PORT ? Result.REFUSED : Result.BINDS;
    }

    private static Probe onlyIf(Sharing wanted) {
        return (protocol, address, sharing) -> sharing == wanted ? Result.BINDS : Result.REFUSED;
    }

    private static Probe denied(boolean denied) {
        return new Probe() {
            @Override
            public Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing) {
                return Result.REFUSED;
            }

            @Override
            public boolean isDenied(int port) {
                return denied;
            }
        };
    }

    private static SocketInfo listens(String address, OwnerProcess... owners) {
        return new SocketRow(
                Protocol.TCP,
                new InetSocketAddress(address, PORT),
                new InetSocketAddress(0),
                SocketState.LISTEN,
                true,
                OptionalLong.empty(),
                List.of(owners));
    }

    /** Shows other sockets at the second look. */
    private final class Changing implements SocketTable {
        private boolean read;

        @Override
        public SocketTable within(Deadline deadline, Collection<Long> likely) {
            suspects.addAll(likely);
            return this;
        }

        @Override
        public Snapshot read(Protocol protocol, int port) {
            if (port != PORT) {
                return Scene.empty();
            }
            List<SocketInfo> rows = read ? later : first;
            read = true;
            return new Snapshot(List.copyOf(rows), List.of());
        }

        @Override
        public Snapshot readBound(int port) {
            return bound;
        }

        @Override
        public int countConnected(List<PortRange> ranges) {
            return 1_900;
        }

        @Override
        public Snapshot readServers() {
            throw new UnsupportedOperationException();
        }
    }
}
