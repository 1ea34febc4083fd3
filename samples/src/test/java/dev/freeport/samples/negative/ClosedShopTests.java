package dev.freeport.samples.negative;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.junit.ClosedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Shows what a client does when nobody listens: connects to a closed port are refused. */
class ClosedShopTests {
    @Test
    void clientSaysThatTheShopIsClosed(@ClosedPort URI shop) {
        ShopClient client = new ShopClient(shop);

        assertThatThrownBy(client::order)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The shop at " + shop + " is closed.")
                .hasCauseInstanceOf(ConnectException.class);
    }

    /** The program under test. */
    private record ShopClient(URI shop) {
        void order() {
            try {
                shop.toURL().openStream().close();
            } catch (ConnectException e) {
                throw new IllegalStateException("The shop at " + shop + " is closed.", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
