package dev.freeport.benchmark;

import dev.freeport.PortReservation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checks that lock file, ledger and kernel lock hold a port: without one of them the kit would be measured too fast. */
final class GuardCheck {
    private GuardCheck() {}

    static void require(PortReservation reservation) {
        try (DatagramChannel second = DatagramChannel.open(StandardProtocolFamily.INET)) {
            requireFiles(Path.of(System.getProperty("freeport.directory", "")));
            second.bind(new InetSocketAddress(Floor.lockAddress(reservation.port()), Floor.LOCKS));
        } catch (BindException keptOut) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no kernel lock holds " + reservation);
    }

    private static void requireFiles(Path directory) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(directory)) {
            names = files.map(file -> file.getFileName().toString()).toList();
        }
        String own = "-" + ProcessHandle.current().pid() + "-";
        for (String part : List.of("locks-", "ledger-", own)) {
            if (names.stream().noneMatch(name -> name.contains(part))) {
                throw new IllegalStateException(directory + " has no file *" + part + "*, but " + names);
            }
        }
    }
}
