package dev.freeport.owner;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The socket table of Linux: {@code /proc/net/tcp} and {@code tcp6}, joined with {@code /proc/<pid>/fd}; proc(5). */
final class ProcSocketTable implements SocketTable {
    private final Path proc;

    ProcSocketTable(Path proc) {
        this.proc = proc;
    }

    @Override
    public Snapshot read(int port) {
        Collector found = new Collector();
        for (String table : List.of("tcp", "tcp6")) {
            found.readTable(proc.resolve("self/net").resolve(table), port);
        }
        if (!found.inodes.isEmpty()) {
            found.findOwners();
        }
        return new Snapshot(List.copyOf(found.sockets), List.copyOf(found.owners), List.copyOf(found.notes));
    }

    private final class Collector {
        private final List<SocketRow> sockets = new ArrayList<>();
        private final Set<String> inodes = new HashSet<>();
        private final List<OwnerProcess> owners = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private int unreadable;

        void readTable(Path table, int port) {
            String wanted = String.format(":%04X", port);
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new FileInputStream(table.toFile()), StandardCharsets.ISO_8859_1))) {
                lines.readLine();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] fields = line.trim().split("\\s+");
                    if (fields.length > 9 && fields[1].endsWith(wanted)) {
                        add(fields);
                    }
                }
            } catch (FileNotFoundException absent) {
                if (table.endsWith("tcp")) {
                    notes.add(table + " is not readable, so the sockets are not known.");
                }
            } catch (IOException | IllegalArgumentException broken) {
                notes.add(table + " could not be read: " + broken.getMessage());
            }
        }

        private void add(String[] fields) throws UnknownHostException {
            SocketRow row = new SocketRow(
                    address(fields[1]),
                    address(fields[2]),
                    TcpState.of(Integer.parseInt(fields[3], 16)),
                    Long.parseLong(fields[9]));
            sockets.add(row);
            if (row.inode() != 0) {
                inodes.add("socket:[" + row.inode() + "]");
            }
        }

        void findOwners() {
            long self = ProcessIdentity.current().pid();
            addIfOwner(self);
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
                for (Path process : processes) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    if (pid != self) {
                        addIfOwner(pid);
                    }
                }
            } catch (IOException | DirectoryIteratorException | NumberFormatException broken) {
                notes.add(proc + " could not be listed, so the owners are not known: " + broken.getMessage());
            }
            if (owners.isEmpty() && unreadable > 0) {
                notes.add("The open files of " + unreadable
                        + " processes are not readable for this user; as root, 'ss -Htanp' shows them.");
            }
        }

        private void addIfOwner(long pid) {
            if (hasOneOfThem(proc.resolve(Long.toString(pid)).resolve("fd"))) {
                owners.add(OwnerProcess.read(proc, pid));
            }
        }

        private boolean hasOneOfThem(Path descriptors) {
            try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
                for (Path link : links) {
                    if (isOneOfThem(link)) {
                        return true;
                    }
                }
            } catch (NoSuchFileException ended) {
                return false;
            } catch (IOException | DirectoryIteratorException denied) {
                unreadable++;
            }
            return false;
        }

        private boolean isOneOfThem(Path link) {
            try {
                return inodes.contains(Files.readSymbolicLink(link).toString());
            } catch (IOException closedMeanwhile) {
                return false;
            }
        }
    }

    /** Parses {@code 0100007F:1F90}: groups of four bytes in the order of the host, then the port in hexadecimal. */
    static InetSocketAddress address(String text) throws UnknownHostException {
        int colon = text.indexOf(':');
        ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
        for (int group = 0; group < colon; group += 8) {
            bytes.putInt(Integer.parseUnsignedInt(text.substring(group, group + 8), 16));
        }
        return new InetSocketAddress(
                InetAddress.getByAddress(bytes.array()), Integer.parseInt(text.substring(colon + 1), 16));
    }
}
