package dev.freeport.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTests {
    @Test
    void isToldByWhatThisSystemSays() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(of(refusal(new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort()))))
                    .isEqualTo(Reason.IN_USE);
        }
        assertThat(of(refusal(new InetSocketAddress("192.0.2.1", 0)))).isEqualTo(Reason.NO_SUCH_ADDRESS);
    }

    @Test
    void isToldByTheCauseToo() {
        assertThat(Reason.of(List.of(new IOException("server failed"), new BindException("Permission denied"))))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void isNotToldByOtherFailures() {
        assertThat(of(new IOException("Permission denied"))).isEqualTo(Reason.UNKNOWN);
        assertThat(of(new BindException("no"))).isEqualTo(Reason.UNKNOWN);
        assertThat(of(new BindException())).isEqualTo(Reason.UNKNOWN);
    }

    private static Reason of(Throwable failure) {
        return Reason.of(List.of(failure));
    }

    private static Throwable refusal(InetSocketAddress address) {
        return catchThrowable(() -> {
            try (Socket socket = new Socket()) {
                socket.bind(address);
            }
        });
    }
}
