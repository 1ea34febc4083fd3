package dev.freeport.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.util.ArrayList;
import java.util.List;

/** Says what is known of a failed bind that does not say which port it was about, and what is not. */
final class UnknownPortText {
    private final BindErrorKind reason;
    private final List<PortDiagnosis> own;
    private final HostStack stack;
    private final boolean needsPrivileges;
    private final StringBuilder text = new StringBuilder();

    private UnknownPortText(BindErrorKind reason, List<PortDiagnosis> own, HostStack stack, boolean needsPrivileges) {
        this.reason = reason;
        this.own = own;
        this.stack = stack;
        this.needsPrivileges = needsPrivileges;
    }

    /** Returns a text to be read, for a failure and the ports of the test, if it has any. */
    static String text(BindErrorKind reason, List<PortDiagnosis> own) {
        return text(reason, own, SocketTable.SYSTEM, HostStack.current(), BindErrorKind.needsPrivileges());
    }

    static String text(
            BindErrorKind reason,
            List<PortDiagnosis> own,
            SocketTable table,
            HostStack stack,
            boolean needsPrivileges) {
        UnknownPortText port = new UnknownPortText(reason, own, stack, needsPrivileges);
        switch (reason) {
            case NO_SUCH_ADDRESS -> port.addressIsNone();
            case NOT_PERMITTED -> port.mayNotBind();
            default -> port.isTaken(ListeningProcesses.besides(own, table));
        }
        return port.text.toString();
    }

    /** Returns a text to stand below that of a port which it may be, but need not; nothing if nobody else listens. */
    static String orAnother(List<PortDiagnosis> own) {
        return orAnother(own, SocketTable.SYSTEM);
    }

    static String orAnother(List<PortDiagnosis> own, SocketTable table) {
        ListeningProcesses listening = ListeningProcesses.besides(own, table);
        if (listening.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(System.lineSeparator())
                .append(
                        "The failure does not say that it was this port. If it was another one, one of these may have it:");
        listening.list(text);
        return text.toString();
    }

    private void addressIsNone() {
        text.append(
                "An address could not be bound because this host does not have it; the failure does not say which.");
        line("addresses", AddressText.ofThisHost() + " (of this host)");
        line("cause", "the address is none of this host's; the port has nothing to do with it");
        line("what to do", "Bind one of this host's addresses, or none in particular.");
    }

    private void mayNotBind() {
        text.append("A port could not be bound because the system does not permit it; the failure does not say which.");
        reserved();
        String policy = "a policy such as SELinux, Landlock or a sandbox forbids the bind";
        String low = "a port below " + stack.privilegedLimit();
        if (needsPrivileges) {
            line(
                    "cause",
                    "probably: it was " + low + ", which needs privileges that this JVM does not have; or " + policy);
            line("evidence", "this JVM may not bind port 1 either");
            line("what to do", "Use a port from " + stack.privilegedLimit() + " on.");
        } else {
            line("cause", "probably: " + policy);
            line("evidence", "this JVM may bind port 1, so it was not for being " + low);
            line("what to do", "Ask what forbids it (audit log, sandbox profile), or use another port.");
        }
    }

    private void isTaken(ListeningProcesses listening) {
        if (!own.isEmpty()) {
            text.append(
                    "None of this test's ports is taken by anybody else now, and the failure does not say which port"
                            + " it is about.");
        } else {
            text.append(reason == BindErrorKind.IN_USE ? "A port is taken" : "A port could not be bound")
                    .append(", and the failure does not say which.");
        }
        reserved();
        listening.list(text);
        line("cause", "probably: " + String.join("; or ", guesses(listening.isEmpty())));
        line(
                "what to do",
                own.isEmpty()
                        ? "Look which port the server was to have; FreePorts.explain(port) tells who has it."
                        : "Look which port the server was to have. " + whatElseToDo()
                                + (guarded()
                                        ? " For a server without SO_REUSEADDR set freeport.guard-socket=off, or"
                                                + " @FreePort(guard = Guard.OFF)."
                                        : ""));
    }

    private String whatElseToDo() {
        List<PortDiagnosis> inUse =
                own.stream().filter(UnknownPortText::isOfThisTest).toList();
        String ended = ", look what the test ends before it fails.";
        if (inUse.isEmpty()) {
            return "If it was one of these" + ended;
        }
        String ports = inUse.stream().map(one -> String.valueOf(one.port())).collect(joining(" or "));
        return "If it was " + ports + ", close what is there, or reserve another port for the second server."
                + (inUse.size() < own.size() ? " If it was another one of these" + ended : "");
    }

    private List<String> guesses(boolean nobodyListens) {
        List<String> guesses = new ArrayList<>();
        String lent = "that of a client's connection, if it lies in "
                + stack.dynamic(Protocol.TCP).stream().map(Object::toString).collect(joining(", "))
                + ", out of which this host lends ports";
        if (own.isEmpty()) {
            guesses.add("the port is " + (nobodyListens ? "" : "one of those above, or ") + lent);
            guesses.add("whoever had it has let go of it by now");
        } else {
            if (own.stream().anyMatch(UnknownPortText::isOfThisTest)) {
                guesses.add("a second server was to be bound to one that is in use");
            }
            guesses.add("whoever had one has let go of it by now");
            guesses.add("the bind that failed was of another port, "
                    + (nobodyListens ? "" : "one of those that listen, or ") + lent + ", or it was not of TCP");
        }
        if (guarded()) {
            guesses.add("the server binds without SO_REUSEADDR, which a guard socket does not allow");
        }
        if (reason == BindErrorKind.UNKNOWN && needsPrivileges) {
            guesses.add("it was of a port below " + stack.privilegedLimit() + ", which needs privileges here");
        }
        return guesses;
    }

    /** Names the ports of the test, and what each is used for now. */
    private void reserved() {
        for (PortDiagnosis diagnosis : own) {
            String purpose =
                    diagnosis.reservedBy().map(by -> " for " + by.purpose()).orElse("");
            String use = switch (diagnosis.cause()) {
                case OWN_LISTENER -> ", on which this JVM listens";
                case LISTENER -> ", on which listens " + named(diagnosis.owners());
                case CLOSED -> ", which is held closed";
                case OCCUPIED -> ", which is occupied on purpose";
                default -> "";
            };
            line("reserved", diagnosis.port() + purpose + use);
        }
    }

    private boolean guarded() {
        return own.stream().anyMatch(diagnosis -> diagnosis.cause() == Cause.OWN_GUARD);
    }

    /** Whether it is the test itself that has the port, be it by a process that it started. */
    static boolean isOfThisTest(PortDiagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case OWN_LISTENER, CLOSED, OCCUPIED -> true;
            case LISTENER ->
                !diagnosis.owners().isEmpty() && diagnosis.owners().stream().allMatch(UnknownPortText::isOurs);
            default -> false;
        };
    }

    private static boolean isOurs(OwnerProcess owner) {
        return owner.isThisJvm() || owner.kind() == OwnerKind.CHILD;
    }

    private static String named(List<OwnerProcess> owners) {
        return owners.stream().map(OwnerProcess::label).collect(joining(", "));
    }

    private void line(String label, String value) {
        ListeningProcesses.line(text, label, value);
    }
}
