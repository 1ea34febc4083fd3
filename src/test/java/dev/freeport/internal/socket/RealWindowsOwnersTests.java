package dev.freeport.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.internal.os.RawBind;
import dev.freeport.internal.os.WindowsProcesses;
import dev.freeport.internal.process.WindowsFacts;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Sockets and processes of Windows as they are. With UDP, of which Wine too says whose a socket is. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "tables and services of Windows")
class RealWindowsOwnersTests {
    private static final WindowsProcesses PROCESSES = WindowsProcesses.SYSTEM;
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void areFoundInThisJvm() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            assertThat(owners(socket.getLocalPort())).singleElement().satisfies(owner -> {
                assertThat(owner.isThisJvm()).isTrue();
                assertThat(owner.command()).contains("\\bin\\java.exe ").containsAnyOf(" -jar ", " -cp ", "-classpath");
                assertThat(owner.user()).endsWith(System.getProperty("user.name"));
                assertThat(owner.started()).isPresent();
            });
        }
    }

    @Test
    void areFoundInAChild() {
        try (ForkedJvm child = ForkedJvm.start(Receiving.class, "an argument", "--password=secret")) {
            int port = Integer.parseInt(child.readLine());

            assertThat(owners(port)).singleElement().satisfies(owner -> {
                assertThat(owner.pid()).isEqualTo(child.pid());
                assertThat(owner.kind()).isEqualTo(OwnerKind.CHILD);
                assertThat(owner.command())
                        .startsWith(Receiving.class.getName() + ": ")
                        .endsWith(" an argument --password=***");
                assertThat(owner.ancestors())
                        .first()
                        .satisfies(parent -> assertThat(parent.pid()).isEqualTo(SELF));
            });
        }
    }

    @Test
    void areToldOfListenersThoughNotWhoTheyAre() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(ThisHost.sockets()
                            .read(Protocol.TCP, server.getLocalPort())
                            .sockets())
                    .as("a server of both families may have a row in the table of each")
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        assertThat(row.serves()).isTrue();
                        assertThat(row.owned()).isTrue();
                    });
        }
    }

    @Test
    void haveParentsImagesAndCommandLines() throws IOException {
        try (ForkedJvm child = ForkedJvm.start(Receiving.class)) {
            child.readLine();

            assertThat(PROCESSES.parents()).containsEntry(child.pid(), SELF);
            assertThat(PROCESSES.image(child.pid()))
                    .hasValueSatisfying(path -> assertThat(path).matches("[A-Z]:\\\\.*\\\\bin\\\\java\\.exe"));
            assertThat(PROCESSES.commandLine(child.pid()))
                    .hasValueSatisfying(line -> assertThat(line).endsWith(Receiving.class.getName()));
            child.kill();
            assertThat(PROCESSES.commandLine(child.pid())).isEmpty();
            assertThat(PROCESSES.parents()).doesNotContainKey(child.pid());
        }
    }

    @Test
    void areKnownAsServices() throws IOException {
        Map<Long, String> services = PROCESSES.services();

        assertThat(services).isNotEmpty();
        assertThat(PROCESSES.parents().keySet()).containsAnyElementsOf(services.keySet());
        // some may have ended since
        assertThat(services)
                .anySatisfy((pid, name) ->
                        assertThat(new WindowsFacts(PROCESSES).of(pid).unit()).hasValue("service " + name));
    }

    @Test
    void areServicesThatRunOrNot() throws IOException {
        // some may be starting, or have ended since
        assertThat(PROCESSES.services().values())
                .anySatisfy(names ->
                        assertThat(PROCESSES.runs(names.split(", ")[0])).isTrue());
        assertThat(PROCESSES.runs("no such service")).isFalse();
    }

    @Test
    void areInTheWayOfARawBind() throws IOException {
        int addressInUse = 10048;
        // also where a socket has the port exclusively, as those of Java do
        int denied = RawBind.WSAEACCES;
        int port;
        try (ServerSocket server = new ServerSocket(0)) {
            port = server.getLocalPort();
            assertThat(RawBind.errorOn(port)).isIn(addressInUse, denied);
        }
        assertThat(RawBind.errorOn(port)).isZero();
    }

    private static List<OwnerProcess> owners(int port) {
        Snapshot snapshot = ThisHost.sockets().read(Protocol.UDP, port);
        assertThat(snapshot.notes()).isEmpty();
        return snapshot.owners(SocketInfo::serves);
    }

    static final class Receiving {
        public static void main(String[] arguments) throws IOException {
            try (DatagramSocket socket = new DatagramSocket()) {
                System.out.println(socket.getLocalPort());
                System.in.read();
            }
        }
    }
}
