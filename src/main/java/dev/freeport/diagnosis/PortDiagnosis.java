package dev.freeport.diagnosis;

import dev.freeport.internal.text.SaidExplanations;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which processes own a port, and why a server cannot be bound to it. {@code toString()} renders it for a log.
 *
 * <pre>{@code
 * PortDiagnosis diagnosis = FreePorts.explain(8080);
 * if (diagnosis.isTaken()) {
 *     System.out.println(diagnosis.headline()); // Port 8080 is taken: pid 4711 listens on it.
 *     diagnosis.owners().forEach(owner -> System.out.println(owner.pid() + " " + owner.command()));
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PortDiagnosis {
    private final BindAttempt attempt;
    private final Cause cause;
    private final Certainty certainty;
    private final List<String> evidence;
    private final List<OwnerProcess> owners;
    private final List<SocketInfo> sockets;
    private final Optional<ReservedBy> reservedBy;
    private final Optional<PreviouslyReservedBy> previouslyReservedBy;
    private final List<String> notes;
    private final CauseText text;
    private final boolean freeForReuse;

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

    PortDiagnosis(DiagnosisState found, Cause cause) {
        this.attempt = found.attempt;
        this.cause = cause;
        this.certainty = found.certainty(cause);
        this.evidence = List.copyOf(found.evidence);
        this.owners = found.owners;
        this.sockets = List.copyOf(found.sockets);
        this.reservedBy = found.holder.map(by -> new ReservedBy(by.pid(), by.purpose(), by.since()));
        this.previouslyReservedBy = found.previousHolder()
                .map(by -> new PreviouslyReservedBy(by.pid(), by.purpose(), by.at(), by.released()));
        this.notes = List.copyOf(found.notes);
        this.text = CauseText.of(found, cause);
        this.freeForReuse = found.isFreeForReuse();
    }

    /**
     * Diagnoses an attempt to bind a port of this host. Never throws for what it cannot find out; the answer says that.
     *
     * @param attempt what is to be bound, or could not
     * @param deadline how long it may take
     * @return the answer
     */
    public static PortDiagnosis of(BindAttempt attempt, Duration deadline) {
        return Diagnoser.SYSTEM.diagnose(attempt, deadline);
    }

    /** {@return what is to be bound, or could not} */
    public BindAttempt attempt() {
        return attempt;
    }

    /** {@return the protocol} */
    public Protocol protocol() {
        return attempt.protocol();
    }

    /** {@return the port, 1 to 65535} */
    public int port() {
        return attempt.port();
    }

    /** {@return why the port cannot be bound; {@link Cause#NONE} if it can} */
    public Cause cause() {
        return cause;
    }

    /** {@return how sure the cause is} */
    public Certainty certainty() {
        return certainty;
    }

    /** {@return what speaks for the cause besides the sockets, one clause each} */
    public List<String> evidence() {
        return evidence;
    }

    /**
     * {@return the processes that own a socket to which the cause is due, this JVM first; where a server listens, not
     * those that merely have a connection of it}
     */
    public List<OwnerProcess> owners() {
        return owners;
    }

    /** {@return all sockets with this local port, each with its owners} */
    public List<SocketInfo> sockets() {
        return sockets;
    }

    /** {@return the JVM that has reserved the port, if one has} */
    public Optional<ReservedBy> reservedBy() {
        return reservedBy;
    }

    /** {@return the JVM that had reserved the port most recently, if none has now and the journals know} */
    public Optional<PreviouslyReservedBy> previouslyReservedBy() {
        return previouslyReservedBy;
    }

    /** {@return what else is known, and what could not be found out, one sentence each} */
    public List<String> notes() {
        return notes;
    }

    /** Returns the sentences on the cause. */
    CauseText text() {
        return text;
    }

    /**
     * {@return whether, as far as can be seen, something keeps a server that sets SO_REUSEADDR, as Java's do, from being
     * bound to the port; the guard socket of this JVM's own reservation and connections of a former server do not}
     */
    public boolean isTaken() {
        return switch (cause) {
            case NONE, GONE, OWN_GUARD -> false;
            case CONNECTION, LINGERING -> !freeForReuse;
            default -> true;
        };
    }

    /** {@return the answer in one sentence, such as {@code Port 8080 is taken: pid 4711 listens on it.}} */
    public String headline() {
        return text.headline();
    }

    /** Returns the headline, the facts and what to do, on several lines. */
    @Override
    public String toString() {
        SaidExplanations.add(headline());
        return new DiagnosisText(this).render();
    }
}
