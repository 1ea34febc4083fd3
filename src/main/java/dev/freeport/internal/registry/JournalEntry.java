package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.text.Printable;
import dev.freeport.stack.Protocol;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Something a JVM did with a port, to the millisecond. The detail is what else is known, and may be empty. */
record JournalEntry(Instant at, Event event, Set<Protocol> protocols, int port, String purpose, String detail) {
    private static final int FIELDS = 8;

    enum Event {
        RESERVED,
        RELEASED,
        BIND_FAILED,
        LEAKED
    }

    /** Returns the entry as a line, with the pid and the start of the JVM, so that a line tells all by itself. */
    String line(ProcessIdentity jvm) {
        return at.toEpochMilli() + "\t" + event + "\t" + protocolNames() + "\t" + port + "\t" + jvm.pid() + "\t"
                + jvm.startTicks() + "\t" + Printable.line(purpose) + "\t" + Printable.line(detail) + "\n";
    }

    private String protocolNames() {
        return protocols.size() == 2 ? "tcp+udp" : protocols.contains(Protocol.TCP) ? "tcp" : "udp";
    }

    static JournalEntry parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a line of a journal: " + line);
        }
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        for (String name : fields[2].split("\\+")) {
            protocols.add(name.equals("tcp") ? Protocol.TCP : Protocol.UDP);
        }
        return new JournalEntry(
                Instant.ofEpochMilli(Long.parseLong(fields[0])),
                Event.valueOf(fields[1]),
                protocols,
                Integer.parseInt(fields[3]),
                Printable.line(fields[6]),
                Printable.line(fields[7]));
    }
}
