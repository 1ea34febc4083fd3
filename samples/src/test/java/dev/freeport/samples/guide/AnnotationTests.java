package dev.freeport.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Shows an annotation of one's own, and a port for the whole run. */
class AnnotationTests {
    // docs: meta
    @FreePort(value = "broker", scope = FreePort.Scope.RUN)
    @Retention(RetentionPolicy.RUNTIME)
    @interface BrokerPort {}

    @BrokerPort
    static int broker;

    @Nested
    class Orders {
        @Test
        void areSent(@BrokerPort int port) {
            assertThat(port).isEqualTo(broker); // in all classes of the run
        }
    }
    // docs: end
}
