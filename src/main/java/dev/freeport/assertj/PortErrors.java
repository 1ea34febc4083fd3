package dev.freeport.assertj;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.StringJoiner;
import org.assertj.core.error.BasicErrorMessageFactory;
import org.assertj.core.error.ErrorMessageFactory;

/** The messages of {@link PortAssert}: what was expected, and the diagnosis of the port. */
final class PortErrors extends BasicErrorMessageFactory {

    private PortErrors(Protocol protocol, int port, String mismatch, Object details) {
        super(
                "%nExpecting %s %s:%n%s",
                unquotedString((protocol == Protocol.UDP ? "UDP port " : "port ") + port),
                unquotedString(mismatch),
                unquotedString(details.toString()));
    }

    private static ErrorMessageFactory of(PortDiagnosis found, String mismatch) {
        return new PortErrors(found.protocol(), found.port(), mismatch, found);
    }

    static ErrorMessageFactory shouldBeFree(PortDiagnosis found) {
        return of(found, "to be free but it is not");
    }

    static ErrorMessageFactory shouldBeReserved(PortDiagnosis found) {
        return of(found, "to be reserved but it is not");
    }

    static ErrorMessageFactory shouldNotBeReserved(PortDiagnosis found) {
        return of(found, "not to be reserved but it is");
    }

    static ErrorMessageFactory shouldBeListenedOn(PortDiagnosis found) {
        return of(found, "to be listened on but no listening process was seen");
    }

    static ErrorMessageFactory shouldNotBeListenedOn(PortDiagnosis found) {
        return of(found, "not to be listened on but " + presence(found));
    }

    static ErrorMessageFactory shouldBeListenedOnByThisJvm(PortDiagnosis found) {
        return of(found, "to be listened on by this JVM but it was not seen listening");
    }

    static ErrorMessageFactory shouldBeListenedOnByPid(PortDiagnosis found, long pid) {
        return of(found, "to be listened on by " + ProcessIdentity.label(pid) + " but it was not seen listening");
    }

    static ErrorMessageFactory shouldBeListenedOnByCommandContaining(PortDiagnosis found, String text) {
        return of(
                found,
                "to be listened on by a process whose command contains \"" + text
                        + "\" but no such process was seen listening");
    }

    static ErrorMessageFactory shouldBeListenedOnWithin(PortDiagnosis last, Duration timeout) {
        return of(last, "to be listened on " + within(timeout) + " but no listening process was seen; last seen");
    }

    static ErrorMessageFactory shouldBeReleasedWithin(PortDiagnosis last, Duration timeout) {
        return of(last, "to be released " + within(timeout) + " but " + presence(last) + "; last seen");
    }

    static ErrorMessageFactory shouldBeOutsideDynamicRange(Protocol protocol, int port, HostStack stack) {
        StringJoiner ranges = new StringJoiner(",");
        for (PortRange range : stack.dynamic(protocol)) {
            ranges.add(range.toString());
        }
        return new PortErrors(
                protocol,
                port,
                "to be outside the dynamic range of this host but it is not",
                "The system assigns the ports " + ranges + " to clients (" + stack.source() + ").");
    }

    private static String presence(PortDiagnosis found) {
        return ListenerLookup.hasListener(found) ? "a process listens" : "a process may be listening";
    }

    /** Mentions an interrupt, as it ends the wait early. */
    private static String within(Duration timeout) {
        return "within " + timeout.toMillis() + " ms"
                + (Thread.currentThread().isInterrupted() ? " (interrupted)" : "");
    }
}
