package dev.freeport.samples.proof.taken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Servers that do not mind, as sshd, mosquitto and many development servers: clients meet somebody else. */
final class HalfServers {
    private static final String ANSWER = "own";

    private HalfServers() {}

    /** The IPv4 address fails, which is worth a line in a log; the IPv6 address does not. */
    static AutoCloseable ipv6Only(int port) throws Exception {
        assumeTrue(hasIpv6(), "this host has no address ::1");
        LineServer second = LineServer.on(InetAddress.getByName("::1"), port, ANSWER);
        try {
            LineServer first = LineServer.on(InetAddress.getByName("127.0.0.1"), port, ANSWER);
            return () -> {
                first.close();
                second.close();
            };
        } catch (BindException logged) {
            return Stopping.unless(() -> assertThat(LineServer.ask(port)).isEqualTo(ANSWER), second);
        }
    }

    static boolean hasIpv6() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address.isLoopbackAddress() && address instanceof Inet6Address);
    }

    /** Takes any other port if its own is taken. */
    static AutoCloseable elsewhere(int port) throws Exception {
        InetAddress all = InetAddress.getByName("0.0.0.0");
        LineServer server = firstOf(all, port, 0);
        return Stopping.unless(() -> assertThat(LineServer.ask(port)).isEqualTo(ANSWER), server);
    }

    private static LineServer firstOf(InetAddress address, int port, int otherwise) throws IOException {
        try {
            return LineServer.on(address, port, ANSWER);
        } catch (BindException taken) {
            return LineServer.on(address, otherwise, ANSWER);
        }
    }
}
