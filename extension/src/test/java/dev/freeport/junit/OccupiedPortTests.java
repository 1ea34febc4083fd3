package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.junit.OccupiedPort.Occupier;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class OccupiedPortTests {
    private static final Set<Integer> SEEN = new TreeSet<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void keepsServersOutUntilTheTestEnds() throws IOException {
        TestRun.of(ThisJvmTestCase.class, PortRequest.LEAKS, "fail").succeeds(1);

        assertThat(SEEN).hasSize(2);
        for (int port : SEEN) {
            new ServerSocket(port).close();
        }
    }

    static class ThisJvmTestCase {
        @BeforeEach
        void beforeEach(@OccupiedPort("shop") int port) {
            SEEN.add(port);
        }

        @Test
        void test(
                @OccupiedPort("shop") int listening,
                @OccupiedPort(listening = false) Integer bound,
                @OccupiedPort(protocol = Protocol.UDP) int datagrams)
                throws IOException {
            SEEN.addAll(List.of(listening, bound));
            for (int port : SEEN) {
                assertThatExceptionOfType(BindException.class).isThrownBy(() -> new ServerSocket(port).close());
            }
            new Socket("localhost", listening).close();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("localhost", bound).close());
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> new DatagramSocket(datagrams).close());
        }
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.WINDOWS},
            disabledReason = "owners as Linux and Windows show them")
    void mayBeThatOfAnotherJvm() {
        TestRun.of(OtherJvmTestCase.class, PortRequest.LEAKS, "fail").succeeds(1);
    }

    static class OtherJvmTestCase {
        @OccupiedPort(by = Occupier.OTHER_JVM)
        static int port;

        @Test
        void test() {
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> new ServerSocket(port).close());
            Set<Long> owners = FreePorts.explain(port).sockets().stream()
                    .flatMap(socket -> socket.owners().stream())
                    .map(OwnerProcess::pid)
                    .collect(Collectors.toSet());
            assertThat(owners)
                    .singleElement()
                    .isNotEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void isOccupiedInOneWay() {
        String type = TwoWaysTestCase.class.getName();
        assertThat(TestRun.of(TwoWaysTestCase.class).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage("""
                        No port for parameter 'port' of %s.test(int): two declarations of the name 'shop' in one scope \
                        contradict each other:
                          field 'field' of %s: listening = true
                          parameter 'port' of %s.test(int): listening = false
                        Make both the same, or use two names.""".replace("\n", "%n"), type, type, type);
    }

    static class TwoWaysTestCase {
        @OccupiedPort("shop")
        int field;

        @Test
        void test(@OccupiedPort(value = "shop", listening = false) int port) {}
    }
}
