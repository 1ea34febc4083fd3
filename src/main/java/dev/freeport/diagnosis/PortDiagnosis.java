package dev.freeport.diagnosis;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who has a port, and why a server cannot be bound to it. {@code toString()} renders it as a text to be read in a log.
 *
 * <pre>{@code
 * PortDiagnosis diagnosis = FreePorts.explain(8080);
 * if (diagnosis.isTaken()) {
 *     System.out.println(diagnosis.headline()); // Port 8080 is taken: pid 4711 listens on it.
 *     diagnosis.owners().forEach(owner -> System.out.println(owner.pid() + " " + owner.command()));
 * }
 * }</pre>
 *
 * @param attempt what is to be bound, or could not
 * @param cause why it cannot be bound; {@link Cause#NONE} if it can
 * @param certainty how sure that is
 * @param evidence what speaks for the cause besides the sockets, one clause each
 * @param owners all processes that own a socket to which the cause is due, this JVM first; where a server listens, not
 *     those that merely have a connection of it
 * @param sockets all sockets with this local port, each with its owners
 * @param reservedBy the JVM that has reserved the port, if one has
 * @param previouslyReservedBy the JVM that had reserved the port most recently, if none has now and the journals know
 * @param notes what else is known, and what could not be found out; one sentence each
 * @since 0.1.0
 */
public record PortDiagnosis(
        BindAttempt attempt,
        Cause cause,
        Certainty certainty,
        List<String> evidence,
        List<OwnerProcess> owners,
        List<SocketInfo> sockets,
        Optional<ReservedBy> reservedBy,
        Optional<PreviouslyReservedBy> previouslyReservedBy,
        List<String> notes) {

    /**
     * The JVM that has reserved a port.
     *
     * @param pid its process id
     * @param purpose for what, such as a test's name
     * @param since since when
     */
    public record ReservedBy(long pid, String purpose, Instant since) {}

    /**
     * The JVM that had reserved a port before.
     *
     * @param pid its process id
     * @param purpose for what, such as a test's name
     * @param at when it released the port; if it ended without doing so, when it reserved it
     * @param released whether it released the port itself
     */
    public record PreviouslyReservedBy(long pid, String purpose, Instant at, boolean released) {}

    /**
     * Returns the protocol.
     *
     * @return the protocol
     */
    public Protocol protocol() {
        return attempt.protocol();
    }

    /**
     * Returns the port.
     *
     * @return the port, 1 to 65535
     */
    public int port() {
        return attempt.port();
    }

    /**
     * Tells whether something keeps a server from being bound to the port, other than the guard socket of this JVM's own
     * reservation, which lets through whoever sets SO_REUSEADDR.
     *
     * @return whether it does, as far as can be seen
     */
    public boolean isTaken() {
        return switch (cause) {
            case NONE, GONE, OWN_GUARD -> false;
            default -> true;
        };
    }

    /**
     * Returns the answer in one sentence.
     *
     * @return such as {@code Port 8080 is taken: pid 4711 listens on it.}
     */
    public String headline() {
        return DiagnosisText.headline(this);
    }

    /** Returns the headline, the facts and what to do, on several lines. */
    @Override
    public String toString() {
        return DiagnosisText.render(this);
    }
}
