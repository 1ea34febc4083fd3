package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The holder of a kernel lock, as the socket table shows it to all users: what is known of reservations in other directories,
 * of other users and in other containers.
 */
public record KernelLockHolder(Protocol protocol, int port, OptionalLong uid, OptionalLong pid) {
    private static final Path USERS = Path.of("/etc/passwd");

    /** Tells whether a socket is a kernel lock, which serves no client. */
    public static boolean isLock(SocketInfo socket) {
        return socket.protocol() == Protocol.UDP
                && socket.local().getPort() == KernelLockAddress.PORT
                && KernelLockAddress.locked(socket.local().getAddress()).isPresent();
    }

    /** Reads all locks of this network namespace, in the order of their ports. */
    static List<KernelLockHolder> all() {
        List<KernelLockHolder> holders = new ArrayList<>();
        for (SocketInfo socket :
                SocketTable.SYSTEM.read(Protocol.UDP, KernelLockAddress.PORT).sockets()) {
            Optional<KernelLockAddress.Locked> locked =
                    KernelLockAddress.locked(socket.local().getAddress());
            if (locked.isPresent()) {
                holders.add(new KernelLockHolder(
                        locked.get().protocol(), locked.get().port(), socket.uid(), pid(socket)));
            }
        }
        holders.sort(Comparator.comparingInt(KernelLockHolder::port).thenComparing(KernelLockHolder::protocol));
        return holders;
    }

    /** Returns those of other users and of containers whose processes are not visible here. */
    public static List<KernelLockHolder> foreign() {
        List<KernelLockHolder> foreign = readForeign();
        if (!foreign.isEmpty()) {
            // a process may release a port between the look at its socket and that at the process
            foreign.retainAll(readForeign());
        }
        return foreign;
    }

    private static List<KernelLockHolder> readForeign() {
        long own = RegistryDirectory.ownUid(FileCalls.SYSTEM);
        List<KernelLockHolder> holders = all();
        holders.removeIf(holder -> holder.pid.isPresent() && holder.uid.orElse(own) == own);
        return holders;
    }

    /** Finds the holder of a port, for one of the protocols. */
    public static Optional<KernelLockHolder> of(SocketTable table, Collection<Protocol> protocols, int port) {
        for (Protocol protocol : protocols) {
            try {
                for (SocketInfo socket : table.read(Protocol.UDP, KernelLockAddress.of(protocol, port))
                        .sockets()) {
                    return Optional.of(new KernelLockHolder(protocol, port, socket.uid(), pid(socket)));
                }
            } catch (IOException noSuchAddress) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static OptionalLong pid(SocketInfo socket) {
        List<OwnerProcess> owners = socket.owners();
        return owners.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(owners.get(0).pid());
    }

    /** Returns who it is, as {@code Freeport of user ci2 (uid 2001), pid not visible}. */
    public String label() {
        String user = uid.isEmpty()
                ? "another user"
                : "user " + name().map(name -> name + " ").orElse("") + "(uid " + uid.getAsLong() + ")";
        return "Freeport of " + user + ", "
                + (pid.isEmpty() ? "pid not visible" : ProcessIdentity.label(pid.getAsLong()));
    }

    private Optional<String> name() {
        try (Stream<String> lines = Files.lines(USERS, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":"))
                    .filter(parts -> parts.length > 2 && parts[2].equals(Long.toString(uid.getAsLong())))
                    .map(parts -> parts[0])
                    .findFirst();
        } catch (IOException | RuntimeException unknown) {
            return Optional.empty();
        }
    }
}
