package dev.freeport.assertj;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a port of this host. Every failure says who has the port, as {@link FreePorts#explain(int)} does.
 *
 * <p>Who listens is known on Linux, though not always which processes they are: those of other users are hidden. Elsewhere
 * it is not known, and an assertion about it fails rather than guesses. Where nobody is seen to have a port, it may be bound
 * for a moment to find out why.
 *
 * @since 0.1.0
 * @see PortAssertions#assertThatPort
 */
// who uses it requires AssertJ anyway
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

    final PortAssert over(Protocol other) {
        protocol = other;
        return this;
    }

    /**
     * Verifies that the port is free for a server of this test: nobody else has it, and a server that sets SO_REUSEADDR, as
     * Java's do on Linux, can be bound to it now. A port that this JVM has reserved is free for it; see {@link #isNotReserved}
     * for one that nobody has reserved. One that another JVM has reserved is not free, nor is one that this JVM keeps closed.
     * A connection that lingers after its server ended is enough for a port that nobody has reserved not to be free; see
     * {@link #isReleasedWithin}.
     *
     * <pre>{@code
     * // succeeds where nobody has 8080
     * assertThatPort(8080).isFree();
     *
     * // succeeds
     * PortReservation reservation = FreePorts.reserve();
     * assertThatPort(reservation.port()).isFree();
     *
     * // fails
     * ServerSocket server = new ServerSocket(reservation.port());
     * assertThatPort(reservation.port()).isFree();
     * }</pre>
     *
     * @return this
     * @throws AssertionError if somebody else has the port, a server of this JVM does, or it cannot be bound
     * @since 0.1.0
     */
    public PortAssert isFree() {
        isNotNull();
        PortDiagnosis found = explain();
        if (!isFreeForThisJvm(found)) {
            throwAssertionError(PortErrors.shouldBeFree(found));
        }
        return this;
    }

    private static boolean isFreeForThisJvm(PortDiagnosis found) {
        return switch (found.cause()) {
            case NONE -> true;
            // one that is kept closed is held by a guard too, which lets nobody in
            case OWN_GUARD -> Listeners.canJoin(found.port());
            default -> false;
        };
    }

    /**
     * Verifies that a JVM has reserved the port through Freeport, be it this one or another that meets this one in a
     * directory.
     *
     * <pre>{@code
     * PortReservation reservation = FreePorts.reserve();
     *
     * // succeeds
     * assertThatPort(reservation.port()).isReserved();
     *
     * // fails
     * reservation.close();
     * assertThatPort(reservation.port()).isReserved();
     * }</pre>
     *
     * @return this
     * @throws AssertionError if the port is not reserved
     * @since 0.1.0
     */
    public PortAssert isReserved() {
        isNotNull();
        PortDiagnosis found = explain();
        if (found.reservedBy().isEmpty()) {
            throwAssertionError(PortErrors.shouldBeReserved(found));
        }
        return this;
    }

    /**
     * Verifies that no JVM is known to have reserved the port through Freeport. Anybody may use it.
     *
     * <pre>{@code
     * PortReservation reservation = FreePorts.reserve();
     *
     * // fails
     * assertThatPort(reservation.port()).isNotReserved();
     *
     * // succeeds
     * reservation.close();
     * assertThatPort(reservation.port()).isNotReserved();
     * }</pre>
     *
     * @return this
     * @throws AssertionError if the port is reserved
     * @since 0.1.0
     */
    public PortAssert isNotReserved() {
        isNotNull();
        PortDiagnosis found = explain();
        if (found.reservedBy().isPresent()) {
            throwAssertionError(PortErrors.shouldNotBeReserved(found));
        }
        return this;
    }

    /**
     * Verifies that a server listens on the port, whosever it is.
     *
     * <pre>{@code
     * // fails where nobody listens on 8080
     * assertThatPort(8080).isListenedOn();
     *
     * // succeeds
     * ServerSocket server = new ServerSocket(8080);
     * assertThatPort(8080).isListenedOn();
     * }</pre>
     *
     * @return this
     * @throws AssertionError if nobody is seen to listen
     * @since 0.1.0
     */
    public PortAssert isListenedOn() {
        isNotNull();
        PortDiagnosis found = explain();
        if (!Listeners.exist(found)) {
            throwAssertionError(PortErrors.shouldBeListenedOn(found));
        }
        return this;
    }

    /**
     * Verifies that nobody listens on the port. It need not be free: it may be reserved, and connections may be left.
     *
     * <pre>{@code
     * ServerSocket server = new ServerSocket(8080);
     *
     * // fails
     * assertThatPort(8080).isNotListenedOn();
     *
     * // succeeds
     * server.close();
     * assertThatPort(8080).isNotListenedOn();
     * }</pre>
     *
     * @return this
     * @throws AssertionError if somebody listens, or that cannot be ruled out
     * @since 0.1.0
     */
    public PortAssert isNotListenedOn() {
        isNotNull();
        PortDiagnosis found = explain();
        if (Listeners.mayExist(found)) {
            throwAssertionError(PortErrors.shouldNotBeListenedOn(found));
        }
        return this;
    }

    /**
     * Verifies that a server of this JVM listens on the port.
     *
     * <pre>{@code
     * // succeeds
     * ServerSocket server = new ServerSocket(8080);
     * assertThatPort(8080).isListenedOnByThisJvm();
     *
     * // fails, as the server is another process
     * new ProcessBuilder("python3", "-m", "http.server", "8081").start();
     * assertThatPort(8081).isListenedOnByThisJvm();
     * }</pre>
     *
     * @return this
     * @throws AssertionError if this JVM is not seen to listen
     * @since 0.1.0
     */
    public PortAssert isListenedOnByThisJvm() {
        isNotNull();
        PortDiagnosis found = explain();
        if (Listeners.of(found).stream().noneMatch(OwnerProcess::isThisJvm)) {
            throwAssertionError(PortErrors.shouldBeListenedOnByThisJvm(found));
        }
        return this;
    }

    /**
     * Verifies that a process listens on the port, perhaps beside others that share the socket.
     *
     * <pre>{@code
     * Process server = new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     *
     * // succeeds once it has started
     * assertThatPort(8080).isListenedOnByPid(server.pid());
     *
     * // fails
     * assertThatPort(8080).isListenedOnByPid(ProcessHandle.current().pid());
     * }</pre>
     *
     * @param pid its process id
     * @return this
     * @throws AssertionError if the process is not seen to listen
     * @since 0.1.0
     */
    public PortAssert isListenedOnByPid(long pid) {
        isNotNull();
        PortDiagnosis found = explain();
        if (Listeners.of(found).stream().noneMatch(process -> process.pid() == pid)) {
            throwAssertionError(PortErrors.shouldBeListenedOnByPid(found, pid));
        }
        return this;
    }

    /**
     * Verifies that a process listens on the port whose command line contains a text, in
     * {@linkplain OwnerProcess#command() the form} in which it is printed: without secrets, long arguments shortened.
     *
     * <pre>{@code
     * new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     *
     * // succeeds once it has started
     * assertThatPort(8080).isListenedOnByCommandContaining("http.server");
     *
     * // fails
     * assertThatPort(8080).isListenedOnByCommandContaining("nginx");
     * }</pre>
     *
     * @param text what to look for; case matters
     * @return this
     * @throws AssertionError if no such process is seen to listen
     * @since 0.1.0
     */
    public PortAssert isListenedOnByCommandContaining(String text) {
        isNotNull();
        PortDiagnosis found = explain();
        if (Listeners.of(found).stream().noneMatch(process -> process.command().contains(text))) {
            throwAssertionError(PortErrors.shouldBeListenedOnByCommandContaining(found, text));
        }
        return this;
    }

    /**
     * Verifies that this host lends the port to no client by itself.
     *
     * <pre>{@code
     * // succeeds on Linux, where the dynamic range is 32768-60999 unless it was set
     * assertThatPort(8080).isOutsideDynamicRange();
     *
     * // fails there
     * assertThatPort(40000).isOutsideDynamicRange();
     * }</pre>
     *
     * @return this
     * @throws AssertionError if the port lies in a dynamic range
     * @since 0.1.0
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
     * Verifies that somebody listens on the port now or soon. Waits in this thread, and does not disturb a server that is
     * about to be bound.
     *
     * <pre>{@code
     * // succeeds
     * new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     * assertThatPort(8080).isListenedOnWithin(Duration.ofSeconds(5));
     *
     * // fails after 5 seconds where nobody listens on 8081
     * assertThatPort(8081).isListenedOnWithin(Duration.ofSeconds(5));
     * }</pre>
     *
     * @param timeout how long to wait at most, up to 24 hours; an interrupt ends the wait earlier
     * @return this
     * @throws AssertionError if nobody is seen to listen until then
     * @throws IllegalArgumentException if the duration is outside these bounds
     * @since 0.1.0
     */
    public PortAssert isListenedOnWithin(Duration timeout) {
        isNotNull();
        if (Patience.within(timeout, () -> Listeners.areSeen(protocol, actual))) {
            return this;
        }
        PortDiagnosis last = explain();
        if (!Listeners.exist(last)) {
            throwAssertionError(PortErrors.shouldBeListenedOnWithin(last, timeout));
        }
        return this;
    }

    /**
     * Verifies that nobody listens on the port now or soon, such as after a server was told to stop. The port need not be
     * free then: it may be reserved, and connections may be left. Waits in this thread.
     *
     * <pre>{@code
     * Process server = new ProcessBuilder("python3", "-m", "http.server", "8080").start();
     * assertThatPort(8080).isListenedOnWithin(Duration.ofSeconds(5));
     *
     * // fails after one second
     * assertThatPort(8080).isReleasedWithin(Duration.ofSeconds(1));
     *
     * // succeeds
     * server.destroy();
     * assertThatPort(8080).isReleasedWithin(Duration.ofSeconds(5));
     * }</pre>
     *
     * @param timeout how long to wait at most, up to 24 hours; an interrupt ends the wait earlier
     * @return this
     * @throws AssertionError if somebody listens until then, or that cannot be ruled out
     * @throws IllegalArgumentException if the duration is outside these bounds
     * @since 0.1.0
     */
    public PortAssert isReleasedWithin(Duration timeout) {
        isNotNull();
        // while somebody listens, an explanation only reads
        if (Patience.within(timeout, () -> !Listeners.mayExist(explain()))) {
            return this;
        }
        PortDiagnosis last = explain();
        if (Listeners.mayExist(last)) {
            throwAssertionError(PortErrors.shouldBeReleasedWithin(last, timeout));
        }
        return this;
    }

    private PortDiagnosis explain() {
        return FreePorts.explain(actual, protocol);
    }
}
