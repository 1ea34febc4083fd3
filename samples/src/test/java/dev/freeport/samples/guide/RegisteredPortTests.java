package dev.freeport.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import dev.freeport.junit.OccupiedPort.Occupier;
import dev.freeport.junit.PortExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shows ports that are declared in code. */
class RegisteredPortTests {
    // docs: builder
    @RegisterExtension
    static final PortExtension SHOP =
            PortExtension.builder().name("shop").ranges("20000-20999").build();

    @Test
    void isTheSameByItsName(@FreePort("shop") int port) {
        assertThat(SHOP.port()).isEqualTo(port);
        assertThat(SHOP.uri("http")).hasPort(port);
    }
    // docs: end

    // docs: others
    @RegisterExtension
    static final PortExtension ADMIN =
            PortExtension.builder().fixed(18082).timeout("30s").build();

    @RegisterExtension
    final PortExtension nobody = PortExtension.builder().closed().build();

    @RegisterExtension
    final PortExtension taken =
            PortExtension.builder().occupied(Occupier.THIS_JVM).listening(false).build();
    // docs: end

    @Test
    void areNotJustFree() {
        assertThat(ADMIN.port()).isEqualTo(18082);
        assertThat(nobody.port()).isNotEqualTo(taken.port());
    }
}
