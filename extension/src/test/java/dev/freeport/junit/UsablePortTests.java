package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Scanner;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UsablePortTests {

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the dynamic range as /proc/sys tells it")
    void liesOutsideTheDynamicRange() {
        TestRun.of(OutsideTestCase.class).succeeds(20);
    }

    static class OutsideTestCase {
        @RepeatedTest(20)
        void test(@FreePort int port) throws IOException {
            try (Scanner dynamicRange = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
                int low = dynamicRange.nextInt();
                int high = dynamicRange.nextInt();
                assertThat(port < low || port > high)
                        .as("%d is outside %d-%d", port, low, high)
                        .isTrue();
            }
        }
    }

    @Test
    void canBeBoundAndUsedAgainAndAgain() {
        TestRun.of(RestartTestCase.class).succeeds(1);
    }

    static class RestartTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            for (int i = 0; i < 3; i++) {
                try (ServerSocket server = new ServerSocket(port);
                        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                        Socket accepted = server.accept()) {
                    client.getOutputStream().write(42);
                    assertThat(accepted.getInputStream().read()).isEqualTo(42);
                }
            }
        }
    }
}
