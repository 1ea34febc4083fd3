package dev.freeport.internal.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.failure.ListeningProcesses.Suspect;
import dev.freeport.internal.socket.ConnectedPorts;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.internal.text.ExplanationLimits;
import dev.freeport.internal.text.ProbablePort;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is known of a bind failure that names no port, and what is not. */
final class UnknownPortText {
    private static final String POLICY = "a policy such as SELinux, Landlock or a sandbox forbids the bind";

    /** So many servers are named beside a port that is taken and need not be the one. */
    private static final int FEW = 3;

    private final BindErrorKind reason;
    private final List<PortDiagnosis> own;
    private final List<PortDiagnosis> connected;
    private final HostStack stack;
    private final boolean needsPrivileges;
    private final String boundAt;
    private final StringBuilder text = new StringBuilder();

    private UnknownPortText(
            BindErrorKind reason,
            List<PortDiagnosis> own,
            List<PortDiagnosis> connected,
            HostStack stack,
            boolean needsPrivileges,
            String place) {
        this.reason = reason;
        this.own = own;
        this.connected = connected;
        this.stack = stack;
        this.needsPrivileges = needsPrivileges;
        this.boundAt = place.isEmpty() ? "" : " Bound at " + place + ".";
    }

    /**
     * Returns a text to be read, for a failure at some place and the ports of the test, if it has any; and for the ports in its
     * code that connections use.
     */
    static String text(
            BindErrorKind reason,
            List<PortDiagnosis> own,
            List<PortDiagnosis> connected,
            SocketTable table,
            String place,
            CodeNumbers code) {
        HostStack stack = HostStack.current();
        return text(reason, own, connected, table, stack, BindErrorKind.needsPrivileges(), place, code);
    }

    static String text(
            BindErrorKind reason,
            List<PortDiagnosis> own,
            List<PortDiagnosis> connected,
            SocketTable table,
            HostStack stack,
            boolean needsPrivileges,
            String place,
            CodeNumbers code) {
        UnknownPortText port = new UnknownPortText(reason, own, connected, stack, needsPrivileges, place);
        switch (reason) {
            case NO_SUCH_ADDRESS -> port.addressIsForeign();
            case NOT_PERMITTED -> port.bindIsForbidden();
            default -> port.portIsTaken(ListeningProcesses.besides(own, table, code), table);
        }
        return port.text.toString();
    }

    /** Returns a text to stand below that of a port which it may be, but need not; nothing if no other process listens. */
    static String orAnother(List<PortDiagnosis> own, SocketTable table, CodeNumbers code) {
        ListeningProcesses listening = ListeningProcesses.besides(own, table, code);
        if (listening.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(System.lineSeparator())
                .append("The failure does not name the port. If it was another one, its owner may be one of these:");
        listening.list(text, FEW);
        return text.toString();
    }

    private void addressIsForeign() {
        text.append("This host does not have the address that could not be bound; the failure does not name it.")
                .append(boundAt);
        line("addresses", AddressText.ofThisHost() + " (of this host)");
        line("cause", "the address is not one of this host; the port does not matter");
        line("what to do", "Bind one of this host's addresses, or all of them.");
    }

    private void bindIsForbidden() {
        text.append("The system does not permit this JVM to bind a port; the failure does not name it.")
                .append(boundAt);
        reserved();
        int limit = stack.privilegedLimit();
        if (needsPrivileges) {
            line(
                    "cause",
                    "probably: the port is below " + limit + " and needs privileges that this JVM lacks; or " + POLICY);
            line("evidence", "this JVM may not bind port 1 either");
            line("what to do", "Use a port from " + limit + " on.");
        } else {
            line("cause", "probably: " + POLICY);
            line("evidence", "this JVM may bind port 1, so it needs no privileges for ports below " + limit);
            line("what to do", "Look for the policy in the audit log or the sandbox profile, or use another port.");
        }
    }

    private void portIsTaken(ListeningProcesses listening, SocketTable table) {
        if (connected.size() == 1 && own.isEmpty() && !listening.hasOneInCode()) {
            probablyConnected(connected.get(0), listening);
            return;
        }
        Optional<Suspect> probable =
                listening.probable().filter(one -> own.isEmpty() || one.suspicion() == Suspicion.IN_CODE);
        if (probable.isPresent()) {
            Suspect one = probable.get();
            text.append(ProbablePort.headline(one.port(), ListeningProcesses.listens(one.row())))
                    .append(boundAt);
            reserved();
            listening.list(text, ExplanationLimits.SERVERS);
            probably(one);
            return;
        }
        Optional<ConnectedPorts> clients = ConnectedPorts.many(table, stack);
        if (clients.isPresent() && reason == BindErrorKind.IN_USE && own.isEmpty() && !listening.hasLikely()) {
            probablyOfClient(clients.get(), listening);
            return;
        }
        text.append(withoutAPort()).append(boundAt);
        reserved();
        boolean listed = clients.isEmpty() || listening.hasLikely();
        if (listed) {
            listening.list(text, clients.isEmpty() ? ExplanationLimits.SERVERS : 0);
        }
        clients.ifPresent(many -> line("note", many.toString()));
        String label = "perhaps";
        for (String guess : guesses(!listed || listening.isEmpty())) {
            line(label, guess);
            label = "";
        }
        line(
                "what to do",
                "Find out which port the server was to bind" + nextTime()
                        + (own.isEmpty() ? "; FreePorts.explain(port) names its owner." : ". " + whatElseToDo()));
    }

    private void probablyConnected(PortDiagnosis client, ListeningProcesses listening) {
        text.append(ProbablePort.headline(client.port(), connection(client) + " uses it, not a server."))
                .append(boundAt);
        listening.list(text, FEW);
        line("cause", "probably: a connection uses port " + client.port() + "; the failure does not name the port");
        line("evidence", "the code of the test contains the number " + client.port());
        line(
                "what to do",
                "Use a port outside " + ConnectedPorts.range(stack, Protocol.TCP) + ", such as one of @FreePort.");
    }

    private static String connection(PortDiagnosis client) {
        if (client.cause() == Cause.LINGERING) {
            return "a closed connection, which the kernel still keeps,";
        }
        return "a connection" + (client.owners().isEmpty() ? "" : " of " + named(client.owners()));
    }

    private void probablyOfClient(ConnectedPorts clients, ListeningProcesses listening) {
        text.append("Probably a client's connection uses the port, which the failure does not name. ")
                .append(clients)
                .append(boundAt);
        int ports = listening.ports();
        if (ports > 0) {
            line(
                    "listening",
                    (ports == 1 ? "a server on 1 port" : "servers on " + ports + " ports")
                            + "; FreePorts.listeners() names them");
        }
        line("cause", "probably: the OS has assigned the port to a client");
        line("what to do", "Use a port outside " + clients.range() + ", such as one of @FreePort.");
    }

    /** Names the setting by which the next failure names its port, where there is one. */
    private String nextTime() {
        return stack.profile() == StackProfile.LINUX && !BindLog.isOn()
                ? " (freeport.bind-log=on names it the next time)"
                : "";
    }

    private String withoutAPort() {
        boolean inUse = reason == BindErrorKind.IN_USE;
        if (own.isEmpty()) {
            return (inUse ? "A port is taken" : "A port could not be bound") + ", and the failure does not name it.";
        }
        if (own.stream().anyMatch(PortDiagnosis::isTaken)) {
            return "Nothing but this test uses its ports now, and the failure does not name the port.";
        }
        String ports = own.stream().map(one -> String.valueOf(one.port())).collect(joining(", "));
        return (inUse ? "Address already in use" : "A port could not be bound")
                + (own.size() == 1
                        ? ", but no server uses port " + ports + " of this test now"
                        : ", but no server uses the ports of this test now (" + ports + ")")
                + "; the failure does not name the port.";
    }

    private void probably(Suspect probable) {
        line("cause", "probably: a server listens on port " + probable.port() + "; the failure does not name the port");
        if (probable.suspicion() == Suspicion.IN_CODE) {
            line("evidence", "the code of the test contains the number " + probable.port());
        }
        line(
                "what to do",
                probable.suspicion() == Suspicion.OTHER_FORK
                        ? "Let both tests reserve the port (@FixedPort(" + probable.port()
                                + ")), or free ones (@FreePort)."
                        : "Check that the server was to bind " + probable.port() + "; FreePorts.explain("
                                + probable.port() + ") says more of its owner.");
    }

    private String whatElseToDo() {
        List<PortDiagnosis> inUse =
                own.stream().filter(UnknownPortText::isOfThisTest).toList();
        String ended = ", check what the test closes before it fails.";
        String one = own.size() == 1 ? String.valueOf(own.get(0).port()) : "one of these";
        String ports = inUse.stream().map(port -> String.valueOf(port.port())).collect(joining(" or "));
        return (inUse.isEmpty()
                        ? "If it is " + one + ended
                        : "If it is " + ports
                                + ", close the server there, or reserve another port for the second server."
                                + (inUse.size() < own.size() ? " If it is another one of these" + ended : ""))
                + (guarded()
                        ? " Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), setReuseAddress(true));"
                                + " for one that cannot, set freeport.guard-socket=off, or"
                                + " @FreePort(guardSocket = FreePort.GuardSocket.OFF)."
                        : "");
    }

    /** Returns what may be the reason, the likeliest first. */
    private List<String> guesses(boolean onlyThisTestListens) {
        List<String> guesses = new ArrayList<>();
        String ofClient = "that of a client's connection, if it lies in "
                + stack.dynamic(Protocol.TCP).stream().map(Object::toString).collect(joining(", "))
                + ", from which the OS assigns ports to clients";
        if (own.isEmpty()) {
            guesses.add("the port is " + (onlyThisTestListens ? "" : "one of those above, or ") + ofClient);
            guesses.add("connections of a former server are left on the port (TIME_WAIT), and the new one binds without"
                    + " SO_REUSEADDR (setReuseAddr(true), setReuseAddress(true))");
            guesses.add("the port has been released since");
        } else {
            if (own.stream().anyMatch(UnknownPortText::isOfThisTest)) {
                guesses.add("a second server was to bind one that is in use");
            }
            guesses.add("this test closed the server that held the port before the failure was explained"
                    + " (try-with-resources, finally)");
            guesses.add("another program held it, and has released it since");
            connected.forEach(client -> guesses.add("the bind was for " + client.port()
                    + ", a number in the code of the test: " + connection(client) + " uses it"));
            guesses.add("the bind was for another port, " + (onlyThisTestListens ? "" : "one of those above, or ")
                    + ofClient);
            guesses.add("the bind was for UDP");
        }
        if (guarded()) {
            boolean connected = own.stream().anyMatch(UnknownPortText::hasConnections);
            guesses.add(
                    0,
                    "the server binds without SO_REUSEADDR, which "
                            + (connected
                                    ? "neither a guard socket nor old connections allow"
                                    : "a guard socket does not allow"));
        }
        if (reason == BindErrorKind.UNKNOWN && needsPrivileges) {
            guesses.add("the port is below " + stack.privilegedLimit() + ", which needs privileges here");
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
                case LISTENER -> ", on which " + named(diagnosis.owners()) + " listens";
                case CLOSED -> ", which is reserved as closed";
                case OCCUPIED -> ", which is occupied on purpose";
                case OWN_GUARD -> hasConnections(diagnosis) ? ", on which only connections are left" : "";
                default -> "";
            };
            line("reserved", diagnosis.port() + purpose + use);
        }
    }

    private static boolean hasConnections(PortDiagnosis diagnosis) {
        return diagnosis.cause() == Cause.OWN_GUARD
                && diagnosis.sockets().stream().anyMatch(row -> row.state() != SocketState.BOUND);
    }

    private boolean guarded() {
        return own.stream().anyMatch(diagnosis -> diagnosis.cause() == Cause.OWN_GUARD);
    }

    /** Whether the test itself uses the port, or a process that it started. */
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
