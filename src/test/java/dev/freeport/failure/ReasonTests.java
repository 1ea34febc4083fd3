package dev.freeport.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freeport.failure.Reason.Sayings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTests {
    private static final Sayings GERMAN = new Sayings(
            "Die Adresse wird bereits verwendet",
            "Die angeforderte Adresse kann nicht zugewiesen werden",
            "Keine Berechtigung");

    @Test
    void isToldInTheLanguageOfTheSystem() {
        assertThat(Reason.of(List.of(new BindException(GERMAN.inUse() + ": bind")), GERMAN))
                .isEqualTo(Reason.IN_USE);
        assertThat(Reason.of(List.of(new BindException(GERMAN.noSuchAddress())), GERMAN))
                .isEqualTo(Reason.NO_SUCH_ADDRESS);
        assertThat(Reason.of(List.of(new BindException(GERMAN.notPermitted())), GERMAN))
                .isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void isLearned() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusal(new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort())))
                    .hasMessage(Sayings.LEARNED.inUse());
        }
        assertThat(refusal(new InetSocketAddress("192.0.2.1", 0))).hasMessage(Sayings.LEARNED.noSuchAddress());
        assertThat(Sayings.LEARNED.notPermitted()).isNotEqualTo(Sayings.LEARNED.inUse());
    }

    @Test
    void isUnknownWhereNothingCouldBeLearned() {
        assertThat(Reason.of(List.of(new BindException(GERMAN.inUse())), new Sayings("", "", "")))
                .isEqualTo(Reason.UNKNOWN);
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
