package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which fields of a class are set, and in which order. */
class PortFieldsTests {
    @Test
    void areThoseOfTheClassAndThoseOfItsInstances() {
        PortFields fields = PortFields.of(BothTestCase.class);

        assertThat(fields.ofClass()).hasSize(1);
        assertThat(fields.ofInstances()).hasSize(2);
        assertThat(fields.isEmpty()).isFalse();
        assertThat(PortFields.of(PortFieldsTests.class).isEmpty()).isTrue();
    }

    @Test
    void areInTheOrderOfTheirFixedPortsBehindTheOthers() {
        assertThat(PortFields.of(OrderTestCase.class).ofInstances())
                .extracting(PortField::fixedPort)
                .isEqualTo(List.of(0, 20001, 20002, 20003));
    }

    @Test
    void areNotThoseThatTheConstructorSets() {
        assertThat(PortFields.of(RecordTestCase.class).isEmpty()).as("record").isTrue();
        assertThat(PortFields.of(SetTestCase.class).isEmpty())
                .as("final, with a parameter of the same port")
                .isTrue();
    }

    @Test
    void areThoseThatTheConstructorOnlySeemsToSet() {
        assertThat(PortFields.of(NotFinalTestCase.class).ofInstances())
                .as("not final")
                .hasSize(1);
        assertThat(PortFields.of(OtherPortTestCase.class).ofInstances())
                .as("another port, though with another annotation in common")
                .hasSize(1);
        assertThat(PortFields.of(OtherTypeTestCase.class).ofInstances())
                .as("another type")
                .hasSize(1);
    }

    static class BothTestCase {
        @FreePort
        static int ofClass;

        @FreePort
        int one;

        @FreePort
        int other;

        int none;
    }

    static class OrderTestCase {
        @FixedPort(20003)
        int third;

        @FixedPort(20001)
        int first;

        @FreePort
        int free;

        @FixedPort(20002)
        int second;
    }

    record RecordTestCase(@FreePort int port) {}

    static class SetTestCase {
        @FreePort("http")
        final int port;

        SetTestCase(String name, @FreePort("http") int port) {
            this.port = port + name.length();
        }
    }

    static class NotFinalTestCase {
        @FreePort("http")
        int port;

        NotFinalTestCase(@FreePort("http") int port) {
            this.port = port;
        }
    }

    static class OtherPortTestCase {
        @Other
        @FreePort("http")
        final int port;

        OtherPortTestCase(@Other @FreePort("admin") int port) {
            this.port = port;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Other {}

    static class OtherTypeTestCase {
        @FreePort("http")
        final int port;

        OtherTypeTestCase(@FreePort("http") Integer port) {
            this.port = port;
        }
    }
}
