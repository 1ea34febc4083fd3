package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freeport.internal.failure.BindErrorKind.Sayings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindErrorKindTests {
    private static final Sayings GERMAN = new Sayings(
            "Die Adresse wird bereits verwendet",
            "Die angeforderte Adresse kann nicht zugewiesen werden",
            "Keine Berechtigung");

    @Test
    void isToldInTheLanguageOfTheSystem() {
        assertThat(BindErrorKind.of(List.of(new BindException(GERMAN.inUse() + ": bind")), GERMAN))
                .isEqualTo(BindErrorKind.IN_USE);
        assertThat(BindErrorKind.of(List.of(new BindException(GERMAN.noSuchAddress())), GERMAN))
                .isEqualTo(BindErrorKind.NO_SUCH_ADDRESS);
        assertThat(BindErrorKind.of(List.of(new BindException(GERMAN.notPermitted())), GERMAN))
                .isEqualTo(BindErrorKind.NOT_PERMITTED);
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
    void tellsWhetherTheLowestPortsNeedPrivilegesHere() {
        Throwable refusal = refusal(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));

        assertThat(BindErrorKind.needsPrivileges())
                .isEqualTo(refusal != null && !Sayings.LEARNED.inUse().equals(refusal.getMessage()));
    }

    @Test
    void isUnknownWhereNothingCouldBeLearned() {
        assertThat(BindErrorKind.of(List.of(new BindException(GERMAN.inUse())), new Sayings("", "", "")))
                .isEqualTo(BindErrorKind.UNKNOWN);
    }

    @Test
    void isToldByTheCauseToo() {
        assertThat(BindErrorKind.of(List.of(new IOException("server failed"), new BindException("Permission denied"))))
                .isEqualTo(BindErrorKind.NOT_PERMITTED);
    }

    @Test
    void isNotToldByOtherFailures() {
        assertThat(of(new IOException("Permission denied"))).isEqualTo(BindErrorKind.UNKNOWN);
        assertThat(of(new BindException("no"))).isEqualTo(BindErrorKind.UNKNOWN);
        assertThat(of(new BindException())).isEqualTo(BindErrorKind.UNKNOWN);
    }

    private static BindErrorKind of(Throwable failure) {
        return BindErrorKind.of(List.of(failure));
    }

    private static Throwable refusal(InetSocketAddress address) {
        return catchThrowable(() -> {
            try (Socket socket = new Socket()) {
                socket.bind(address);
            }
        });
    }
}
