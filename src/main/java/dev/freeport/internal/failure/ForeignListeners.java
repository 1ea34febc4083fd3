package dev.freeport.internal.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ports of a test on which a process listens that has nothing to do with this JVM. They show what no exception tells:
 * that a server did not start and kept silent, came up on one of two addresses only, or went to another port.
 *
 * @param diagnoses what is known of each
 */
record ForeignListeners(List<PortDiagnosis> diagnoses) {

    /** A bind with SO_REUSEADDR meets listeners of all addresses, and passes over the guard socket. */
    static boolean mayExist(int port) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (BindException refused) {
            return true;
        } catch (IOException noSocket) {
            return false;
        }
    }

    static boolean exist(PortDiagnosis diagnosis) {
        return diagnosis.sockets().stream().anyMatch(ForeignListeners::isForeign);
    }

    private static boolean isForeign(SocketInfo row) {
        return row.serves() && row.owners().stream().map(OwnerProcess::pid).noneMatch(ForeignListeners::isOurs);
    }

    /** This JVM or what it started: that is most likely the very server under test. */
    private static boolean isOurs(long pid) {
        long self = ProcessHandle.current().pid();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        while (process.isPresent() && process.get().pid() != self) {
            process = process.get().parent();
        }
        return process.isPresent();
    }

    /** Returns those that one of these throwables names. */
    ForeignListeners namedBy(Set<Throwable> chain) {
        return new ForeignListeners(diagnoses.stream()
                .filter(diagnosis -> chain.stream().anyMatch(link -> BindFailureKinds.names(diagnosis.port(), link)))
                .toList());
    }

    String text() {
        return diagnoses.stream().map(PortDiagnosis::toString).collect(joining(System.lineSeparator()));
    }

    /** Returns the text to stand beside a failure that may be about something else. */
    String note() {
        return "Another process listened on a port of this test when it failed; clients may have reached that process"
                + " instead of the test's server." + System.lineSeparator() + text();
    }
}
