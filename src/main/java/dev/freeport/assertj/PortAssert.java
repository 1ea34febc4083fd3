package dev.freeport.assertj;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a port of this host. Every failure names the owner of the port, as {@link FreePorts#explain(int)} does.
 *
 * <p>Where the system does not show which processes listen, an assertion about them fails rather than guesses; processes of
 * other users are often hidden. If no owner is visible, the diagnosis may bind the port for a moment to find the cause.
 *
 * @since 0.1.0
 * @see PortAssertions#assertThatPort
 */
// its users require AssertJ anyway
@SuppressWarnings("exports")
public class PortAssert extends AbstractAssert<PortAssert, Integer> {
    private Protocol protocol = Protocol.TCP;

    /**
     * Starts assertions on a TCP port, as soft assertions need it; use {@link PortAssertions#assertThatPort}.
     *
     * @param actual the port
     */
    protected PortAssert(Integer actual) {
        super(actual, PortAssert.class);
    }

    final PortAssert withProtocol(Protocol value) {
        protocol = value;
        return this;
    }

    /**
     * Verifies that the port is free for a server of this test: no socket uses it, and a server that sets SO_REUSEADDR, as
     * Java's do on Linux, can bind it now. A port that this JVM has reserved is free for it, unless this JVM keeps it closed;
     * one that another JVM has reserved is not. On a port that is not reserved, one connection that lingers after its server
     * ended is enough to fail; see {@link #isReleasedWithin}.
     *
     * <pre>{@code
     * assertThatPort(8080).isFree(); // succeeds where no process uses 8080
     * PortReservation reservation = FreePorts.reserve();
     * assertThatPort(reservation.port()).isFree(); // succeeds
     * ServerSocket server = new ServerSocket(reservation.port());
     * assertThatPort(reservation.port()).isFree(); // fails
     * }</pre>
     *
     * @return this
     * @throws AssertionError if a socket uses the port, another JVM has reserved it, or it cannot be bound
     */
    public PortAssert isFree() {
        PortDiagnosis found = explain();
        if (!isFreeForThisJvm(found)) {
            throwAssertionError(PortErrors.shouldBeFree(found));
        }
        return this;
    }

    private static boolean isFreeForThisJvm(PortDiagnosis found) {
        return switch (found.cause()) {
            case NONE -> true;
            // the guard socket of a port that is kept closed admits no server
            case OWN_GUARD -> ListenerLookup.canBind(found.port());
            default -> false;
        };
    }

    /**
     * Verifies that a JVM has reserved the port through Freeport: this one, or another that uses the same directory.
     *
     * <pre>{@code
     * PortReservation reservation = FreePorts.reserve();
     * assertThatPort(reservation.port()).isReserved(); // succeeds
     * reservation.close();
     * assertThatPort(reservation.port()).isReserved(); // fails
     * }</pre>
     *
     * @return this
     * @throws AssertionError if the port is not reserved
     */
    public PortAssert isReserved() {
        PortDiagnosis found = explain();
        if (found.reservedBy().isEmpty()) {
            throwAssertionError(PortErrors.shouldBeReserved(found));
        }
        return this;
    }

    /**
     * Verifies that no JVM is known to have reserved the port through Freeport. Any process may use it.
     *
     * <pre>{@code
     * PortReservation reservation = FreePorts.reserve();
     * assertThatPort(reservation.port()).isNotReserved(); // fails
     * reservation.close();
     * assertThatPort(reservation.port()).isNotReserved(); // succeeds
     * }</pre>
     *
     * @return this
     * @throws AssertionError if the port is reserved
     */
    public PortAssert isNotReserved() {
        PortDiagnosis found = explain();
        if (found.reservedBy().isPresent()) {
            throwAssertionError(PortErrors.shouldNotBeReserved(found));
        }
        return this;
    }

    /**
     * Verifies that a server of any process listens on the port.
     *
     * <pre>{@code
     * assertThatPort(8080).isListenedOn(); // fails where no process listens on 8080
     * ServerSocket server = new ServerSocket(8080);
     * assertThatPort(8080).isListenedOn(); // succeeds
     * }</pre>
     *
     * @return this
     * @throws AssertionError if no listening process is seen
     */
    public PortAssert isListenedOn() {
        PortDiagnosis found = explain();
        if (!ListenerLookup.hasListener(found)) {
            throwAssertionError(PortErrors.shouldBeListenedOn(found));
        }
        return this;
    }

    /**
     * Verifies that no process listens on the port. It need not be free: it may be reserved, and connections may be left.
     *
     * <pre>{@code
     * ServerSocket server = new ServerSocket(8080);
     * assertThatPort(8080).isNotListenedOn(); // fails
     * server.close();
     * assertThatPort(8080).isNotListenedOn(); // succeeds
     * }</pre>
     *
     * @return this
     * @throws AssertionError if a process listens, or that cannot be ruled out
     */
    public PortAssert isNotListenedOn() {
        PortDiagnosis found = explain();
        if (ListenerLookup.mayHaveListener(found)) {
            throwAssertionError(PortErrors.shouldNotBeListenedOn(found));
        }
        return this;
    }

    /**
     * Verifies that a server of this JVM listens on the port.
     *
     * <pre>{@code
     * ServerSocket server = new ServerSocket(8080);
     * assertThatPort(8080).isListenedOnByThisJvm(); // succeeds
     * new ProcessBuilder("python3", "-m", "http.server", "8081").start();
     * assertThatPort(8081).isListenedOnByThisJvm(); // fails, as the server is another process
     * }</pre>
     *
     * @return this
     * @throws AssertionError if this JVM is not seen listening
     */
    public PortAssert isListenedOnByThisJvm() {
        PortDiagnosis found = explain();
        if (ListenerLookup.listeners(found).stream().noneMatch(OwnerProcess::isThisJvm)) {
            throwAssertionError(PortErrors.shouldBeListenedOnByThisJvm(found));
        }
        return this;
    }

    /**
     * Verifies that a process listens on the port, perhaps beside others that share the socket.
     *
     * <pre>{@code
     * Process server = new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     * assertThatPort(8080).isListenedOnByPid(server.pid()); // succeeds once it has started
     * assertThatPort(8080).isListenedOnByPid(ProcessHandle.current().pid()); // fails
     * }</pre>
     *
     * @param pid its process id
     * @return this
     * @throws AssertionError if the process is not seen listening
     */
    public PortAssert isListenedOnByPid(long pid) {
        PortDiagnosis found = explain();
        if (ListenerLookup.listeners(found).stream().noneMatch(process -> process.pid() == pid)) {
            throwAssertionError(PortErrors.shouldBeListenedOnByPid(found, pid));
        }
        return this;
    }

    /**
     * Verifies that a process listens on the port whose command line contains a text, as {@link OwnerProcess#command()}
     * shows it: without secrets, long arguments shortened.
     *
     * <pre>{@code
     * new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     * assertThatPort(8080).isListenedOnByCommandContaining("http.server"); // succeeds once it has started
     * assertThatPort(8080).isListenedOnByCommandContaining("nginx"); // fails
     * }</pre>
     *
     * @param text the text; case matters
     * @return this
     * @throws AssertionError if no such process is seen listening
     */
    public PortAssert isListenedOnByCommandContaining(String text) {
        PortDiagnosis found = explain();
        if (ListenerLookup.listeners(found).stream()
                .noneMatch(process -> process.command().contains(text))) {
            throwAssertionError(PortErrors.shouldBeListenedOnByCommandContaining(found, text));
        }
        return this;
    }

    /**
     * Verifies that this host assigns the port to no client by itself.
     *
     * <pre>{@code
     * assertThatPort(8080).isOutsideDynamicRange(); // succeeds on Linux, where the dynamic range is 32768-60999 unless it was set
     * assertThatPort(40000).isOutsideDynamicRange(); // fails there
     * }</pre>
     *
     * @return this
     * @throws AssertionError if the port lies in a dynamic range
     */
    public PortAssert isOutsideDynamicRange() {
        isNotNull();
        HostStack stack = HostStack.current();
        if (stack.isDynamic(protocol, actual)) {
            throwAssertionError(PortErrors.shouldBeOutsideDynamicRange(protocol, actual, stack));
        }
        return this;
    }

    /**
     * Verifies that a process listens on the port before the timeout. Waits in this thread, and does not get in the way of
     * a server that is about to bind.
     *
     * <pre>{@code
     * new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     * assertThatPort(8080).isListenedOnWithin(Duration.ofSeconds(5)); // succeeds
     * assertThatPort(8081).isListenedOnWithin(Duration.ofSeconds(5)); // fails after 5 seconds where no process listens on 8081
     * }</pre>
     *
     * @param timeout how long to wait at most, up to 24 hours; an interrupt ends the wait earlier
     * @return this
     * @throws AssertionError if no listening process is seen in time
     * @throws IllegalArgumentException if the timeout is outside these bounds
     */
    public PortAssert isListenedOnWithin(Duration timeout) {
        isNotNull();
        if (PollingWait.within(timeout, () -> ListenerLookup.seesListener(protocol, actual))) {
            return this;
        }
        PortDiagnosis last = explain();
        if (!ListenerLookup.hasListener(last)) {
            throwAssertionError(PortErrors.shouldBeListenedOnWithin(last, timeout));
        }
        return this;
    }

    /**
     * Verifies that no process listens on the port any more before the timeout, such as after a test asked a server to stop.
     * The port need not be free then: it may be reserved, and connections may be left. Waits in this thread.
     *
     * <pre>{@code
     * Process server = new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     * assertThatPort(8080).isListenedOnWithin(Duration.ofSeconds(5));
     * assertThatPort(8080).isReleasedWithin(Duration.ofSeconds(1)); // fails after one second
     * server.destroy();
     * assertThatPort(8080).isReleasedWithin(Duration.ofSeconds(5)); // succeeds
     * }</pre>
     *
     * @param timeout how long to wait at most, up to 24 hours; an interrupt ends the wait earlier
     * @return this
     * @throws AssertionError if a process still listens then, or that cannot be ruled out
     * @throws IllegalArgumentException if the timeout is outside these bounds
     */
    public PortAssert isReleasedWithin(Duration timeout) {
        isNotNull();
        // while a process listens, a diagnosis only reads
        if (PollingWait.within(timeout, () -> !ListenerLookup.mayHaveListener(explain()))) {
            return this;
        }
        PortDiagnosis last = explain();
        if (ListenerLookup.mayHaveListener(last)) {
            throwAssertionError(PortErrors.shouldBeReleasedWithin(last, timeout));
        }
        return this;
    }

    private PortDiagnosis explain() {
        isNotNull();
        return FreePorts.explain(actual, protocol);
    }
}
