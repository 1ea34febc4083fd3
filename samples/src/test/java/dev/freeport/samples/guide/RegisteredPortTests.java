package dev.freeport.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import dev.freeport.junit.OccupiedPort.Occupier;
import dev.freeport.junit.PortExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shows ports that are declared in code. */
class RegisteredPortTests {
    // docs: free
    @RegisterExtension
    static final PortExtension SHOP =
            PortExtension.free(request -> request.withRanges("20000-20999")).withName("shop");

    @Test
    void isTheSameByItsName(@FreePort("shop") int port) {
        assertThat(SHOP.port()).isEqualTo(port);
        assertThat(SHOP.uri("http")).hasPort(port);
    }
    // docs: end

    // docs: others
    @RegisterExtension
    static final PortExtension ADMIN = PortExtension.fixed(18082, request -> request.withTimeout("30s"));

    @RegisterExtension
    final PortExtension closed = PortExtension.closed();

    @RegisterExtension
    final PortExtension taken = PortExtension.occupied(Occupier.THIS_JVM).withListening(false);
    // docs: end

    @Test
    void areNotJustFree() {
        assertThat(ADMIN.port()).isEqualTo(18082);
        assertThat(closed.port()).isNotEqualTo(taken.port());
    }
}
