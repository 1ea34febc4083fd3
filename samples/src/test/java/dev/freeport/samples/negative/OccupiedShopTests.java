package dev.freeport.samples.negative;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.freeport.junit.OccupiedPort;
import dev.freeport.junit.OccupiedPort.Occupier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Shows what a server does when its port is taken: by this JVM, or by another process. */
class OccupiedShopTests {
    @Test
    void serverSaysThatItsPortIsTaken(@OccupiedPort int port) {
        assertThatThrownBy(() -> open(port)).hasMessage("Port " + port + " is taken. Set shop.port to another one.");
    }

    @Test
    void serverSaysThatAnotherProcessHasItsPort(@OccupiedPort(by = Occupier.OTHER_JVM) int port) {
        assertThatThrownBy(() -> open(port)).hasMessage("Port " + port + " is taken. Set shop.port to another one.");
    }

    /** The program under test. */
    private static HttpServer open(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(port), 0);
        } catch (BindException e) {
            throw new IllegalStateException("Port " + port + " is taken. Set shop.port to another one.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
