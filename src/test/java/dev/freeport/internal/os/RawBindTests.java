package dev.freeport.internal.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortBlocks;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "error numbers of Linux")
class RawBindTests {
    private static final int EADDRINUSE = 98;

    @Test
    void returnsTheErrorOfThisPort() throws IOException {
        int port = PortBlocks.one();
        try (ServerSocket server = new ServerSocket(port)) {
            assertThat(server.isBound()).isTrue();
            assertThat(RawBind.errorOn(port)).isEqualTo(EADDRINUSE);
        }
        assertThat(RawBind.errorOn(port)).isZero();
    }
}
