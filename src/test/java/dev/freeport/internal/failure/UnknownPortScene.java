package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.Diagnoses;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a text of a failed bind is made of: who listens, how many ports clients use, and what the test has reserved. */
final class UnknownPortScene {
    static final long SELF = ProcessHandle.current().pid();
    static final List<PortRange> DYNAMIC = List.of(new PortRange(32768, 60999));
    static final HostStack STACK = HostStacks.of(StackProfile.LINUX, DYNAMIC, DYNAMIC, List.of(), 1024, "test");
    static final OwnerProcess SHOP = process(4711, "java -jar shop.jar");
    static final OwnerProcess HERE = process(SELF, "java ShopTests");

    final List<SocketInfo> rows = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<PortDiagnosis> own = new ArrayList<>();
    final List<PortDiagnosis> connections = new ArrayList<>();
    int connected;

    static OwnerProcess fork(long pid, String directory) {
        return new ProcessDetails(
                pid,
                "java -jar surefirebooter.jar",
                "build",
                Optional.empty(),
                OwnerKind.SIBLING_FORK,
                Optional.of(directory),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    String said(BindErrorKind reason) {
        return UnknownPortText.text(
                reason, own, connections, table(), STACK, true, "ShopTests.java:31", CodeNumbers.NONE);
    }

    static String here(String text) {
        return text.replace("\n", System.lineSeparator());
    }

    void listens(String address, int port, OwnerProcess... owners) {
        rows.add(new SocketRow(
                Protocol.TCP,
                new InetSocketAddress(address, port),
                new InetSocketAddress(0),
                SocketState.LISTEN,
                true,
                OptionalLong.empty(),
                List.of(owners)));
    }

    void connection(int port, Cause cause, OwnerProcess... owners) {
        connections.add(Diagnoses.of(BindAttempt.of(Protocol.TCP, port), cause, Optional.empty(), List.of(owners)));
    }

    void own(int port, Cause cause, String purpose, OwnerProcess... owners) {
        own.add(Diagnoses.of(
                BindAttempt.of(Protocol.TCP, port),
                cause,
                Optional.of(new PortDiagnosis.ReservedBy(SELF, purpose, Instant.EPOCH)),
                List.of(owners)));
    }

    static OwnerProcess process(long pid, String command) {
        return new ProcessDetails(pid, command, "build", Optional.empty());
    }

    SocketTable table() {
        return new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Snapshot readBound(int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int countConnected(List<PortRange> ranges) {
                assertThat(ranges).isEqualTo(DYNAMIC);
                return connected;
            }

            @Override
            public Snapshot readServers() {
                return new Snapshot(rows, notes);
            }
        };
    }
}
