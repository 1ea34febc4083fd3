package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortBlocks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses are in each other's way; and that the kernel thinks so too. */
class AddressOverlapTests {
    private static final String TABLE = """
            0.0.0.0   | 0.0.0.0   | CERTAIN
            0.0.0.0   | 127.0.0.1 | CERTAIN
            0.0.0.0   | ::        | CERTAIN
            0.0.0.0   | ::1       | NONE
            127.0.0.1 | 0.0.0.0   | CERTAIN
            127.0.0.1 | 127.0.0.1 | CERTAIN
            127.0.0.1 | 127.0.0.2 | NONE
            127.0.0.1 | ::        | CERTAIN
            127.0.0.1 | ::1       | NONE
            ::        | 0.0.0.0   | UNLESS_IPV6_ONLY
            ::        | 127.0.0.1 | UNLESS_IPV6_ONLY
            ::        | ::        | CERTAIN
            ::        | ::1       | CERTAIN
            ::1       | 0.0.0.0   | NONE
            ::1       | 127.0.0.1 | NONE
            ::1       | ::        | CERTAIN
            ::1       | ::1       | CERTAIN
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void isTold(String held, String wanted, AddressOverlap expected) throws UnknownHostException {
        assertThat(AddressOverlap.of(InetAddress.getByName(held), InetAddress.getByName(wanted)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "addresses as Linux has them")
    void isWhatTheKernelDoes(String held, String wanted, AddressOverlap expected) throws IOException {
        try (ServerSocketChannel holder = ServerSocketChannel.open(family(held));
                ServerSocketChannel server = ServerSocketChannel.open(family(wanted))) {
            int port = PortBlocks.one();
            holder.bind(new InetSocketAddress(InetAddress.getByName(held), port));

            boolean refused = false;
            try {
                server.bind(new InetSocketAddress(InetAddress.getByName(wanted), port));
            } catch (IOException taken) {
                refused = true;
            }
            // the sockets of the JDK are never for IPv6 only
            assertThat(refused).isEqualTo(expected != AddressOverlap.NONE);
        }
    }

    private static ProtocolFamily family(String address) {
        return address.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }
}
