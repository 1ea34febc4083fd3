package dev.freeport.internal.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.internal.naming.NamedPortSources;
import dev.freeport.internal.registry.LeakedPorts;
import dev.freeport.internal.registry.LeakedPorts.LeakedPort;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions.Holding;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.internal.text.TestName;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of a connection that was refused: on which port of a test no process listens, and where its server may be. */
final class RefusedConnection {
    private static final Pattern REFUSED =
            Pattern.compile("(?i)connection[ _]refused|econnrefused|actively refused|failed to connect to");

    /** So many sockets of this JVM are named. */
    private static final int MOST_LISTENERS = 5;

    private final Collection<Integer> unserved;
    private final Map<Integer, SocketInfo> listening;
    private final Optional<String> advice;

    private RefusedConnection(
            Collection<Integer> unserved, Map<Integer, SocketInfo> listening, Optional<String> advice) {
        this.unserved = unserved;
        this.listening = listening;
        this.advice = advice;
    }

    /** Returns a text if a port on which no process listens is one of the test, or was one of another test. */
    static Optional<String> explain(Collection<Throwable> chain, Set<Integer> own) {
        if (chain.stream().noneMatch(RefusedConnection::isRefused)) {
            return Optional.empty();
        }
        Set<Integer> unserved = new TreeSet<>();
        List<MentionedAddress> named = MentionedAddress.of(chain);
        named.stream()
                .map(MentionedAddress::port)
                .filter(RefusedConnection::isKnown)
                .forEach(unserved::add);
        if (named.isEmpty()) {
            own.stream().filter(RefusedConnection::isKnown).forEach(unserved::add);
        }
        unserved.removeIf(ForeignListeners::mayExist);
        return unserved.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RefusedConnection(unserved, listeners(SocketTable.SYSTEM, own), advice(chain)).text());
    }

    /** Asks the framework that starts the servers of the test, if one does. */
    private static Optional<String> advice(Collection<Throwable> chain) {
        for (Throwable failure : chain) {
            List<StackTraceElement> frames = TestFrame.all(failure.getStackTrace());
            if (!frames.isEmpty()) {
                String test = frames.get(frames.size() - 1).getClassName();
                try {
                    ClassLoader loader = Thread.currentThread().getContextClassLoader();
                    return NamedPortSources.howToServe(Class.forName(test, false, loader));
                } catch (ClassNotFoundException | LinkageError unknown) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isRefused(Throwable failure) {
        String message = BindFailureKinds.message(failure);
        return REFUSED.matcher(message).find() || failure instanceof ConnectException && !message.contains("timed out");
    }

    /** Whether it is reserved for a server by this JVM, or was while a process listened on it. */
    private static boolean isKnown(int port) {
        return Registries.own(Protocol.TCP, port)
                .map(own -> own.options().holding() != Holding.CLOSED)
                .orElseGet(() -> leaked(port).isPresent());
    }

    private static Optional<LeakedPort> leaked(int port) {
        return LeakedPorts.all().stream().filter(leak -> leak.port() == port).findFirst();
    }

    /** Finds on which other ports this JVM and its children listen. */
    private static Map<Integer, SocketInfo> listeners(SocketTable table, Set<Integer> own) {
        Map<Integer, SocketInfo> found = new TreeMap<>();
        for (SocketInfo row : table.readServers().sockets()) {
            if (row.protocol() == Protocol.TCP
                    && row.owners().stream().anyMatch(RefusedConnection::isOurs)
                    && !own.contains(row.local().getPort())) {
                found.putIfAbsent(row.local().getPort(), row);
            }
        }
        return found;
    }

    private static boolean isOurs(OwnerProcess owner) {
        return owner.isThisJvm() || owner.kind() == OwnerKind.CHILD;
    }

    private String text() {
        StringBuilder text = new StringBuilder("Connection refused: no process listens on ")
                .append(unserved.stream().map(RefusedConnection::described).collect(joining(" or ")));
        List<LeakedPort> left = new ArrayList<>(LeakedPorts.all());
        left.removeIf(leak -> !listening.containsKey(leak.port()));
        for (LeakedPort leak : left) {
            text.append("; ")
                    .append(listener(listening.get(leak.port())))
                    .append(" still listens on ")
                    .append(leak.port())
                    .append(", which ")
                    .append(TestName.shorten(leak.purpose()))
                    .append(" had reserved");
        }
        text.append('.');
        listening.values().stream()
                .filter(row -> left.stream()
                        .noneMatch(leak -> leak.port() == row.local().getPort()))
                .limit(MOST_LISTENERS)
                .forEach(row -> ListeningProcesses.line(
                        text,
                        "listening",
                        AddressText.of(row.local()) + ", " + row.owners().get(0).label()));
        ListeningProcesses.line(text, "perhaps", "the server was not started, is not ready yet, or was closed");
        ListeningProcesses.line(text, "", "the server was started on another port than the client was told");
        if (!left.isEmpty()) {
            ListeningProcesses.line(
                    text, "", "the server is that of an earlier class, such as one of a cached Spring context");
        }
        ListeningProcesses.line(
                text,
                "what to do",
                advice.map(first -> first + " ").orElse("") + "Pass "
                        + unserved.stream().map(String::valueOf).collect(joining(" or ")) + " to "
                        + (advice.isPresent() ? "any other" : "the")
                        + " server, and wait until it listens before the test connects.");
        return text.toString();
    }

    private static String listener(@Nullable SocketInfo row) {
        return row == null || row.owners().stream().anyMatch(OwnerProcess::isThisJvm)
                ? "this JVM"
                : row.owners().get(0).label();
    }

    private static String described(int port) {
        return "port " + port
                + Registries.own(Protocol.TCP, port)
                        .map(Reservation::purpose)
                        .map(purpose -> ", reserved for " + purpose)
                        .or(() -> leaked(port)
                                .map(leak ->
                                        ", which " + TestName.shorten(leak.purpose()) + " had reserved and released"))
                        .orElse("");
    }
}
