package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

class PortExtensionTests {

    @Test
    void holdsAPortForTheClassOrTheTest() {
        TestRun run = TestRun.of(RegisteredTestCase.class).succeeds(3);

        String type = RegisteredTestCase.class.getName();
        assertThat(run.purposes())
                .containsOnly(
                        entry("static", "PortExtension 'shop' of " + type),
                        entry("one", "PortExtension of " + type),
                        entry("two", "PortExtension of " + type),
                        entry("inner", "PortExtension of " + RegisteredTestCase.Inner.class.getName()));
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class RegisteredTestCase {
        @RegisterExtension
        static final PortExtension SHOP = PortExtension.builder()
                .name("shop")
                .ranges("21000-21019")
                .property("dev.freeport.junit.PortExtensionTests")
                .build();

        @RegisterExtension
        final PortExtension own = PortExtension.builder().build();

        @BeforeAll
        static void beforeAll(@FreePort("shop") int byName) {
            note("static", SHOP.port());
            assertThat(byName).isEqualTo(SHOP.port()).isBetween(21000, 21019);
            assertThat(System.getProperty("dev.freeport.junit.PortExtensionTests"))
                    .isEqualTo("" + byName);
            assertThat(SHOP.uri("https")).hasToString("https://localhost:" + byName);
            assertThat(SHOP.address().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
            assertThat(SHOP.address().getPort()).isEqualTo(byName);
            assertThat(SHOP.reservation().port()).isEqualTo(byName);
            assertThat(SHOP.ports()).containsExactly(byName);
        }

        @Test
        void one() {
            note("one", own.port());
        }

        @Test
        void two() {
            note("two", own.port());
        }

        @Nested
        class Inner {
            @Test
            void test() {
                note("inner", own.port());
                assertThat(stillReserved()).containsOnly("static", "inner");
            }
        }
    }

    @Test
    void holdsThePortOfASharedInstance() {
        TestRun.of(SharedInstanceTestCase.class).succeeds(2);
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        @RegisterExtension
        final PortExtension row = PortExtension.builder().count(2).contiguous().build();

        private int first;

        @BeforeAll
        void beforeAll() {
            first = row.port();
            row.ports().forEach(port -> note("port " + port, port));
        }

        @RepeatedTest(2)
        void test() {
            assertThat(row.ports()).containsExactly(first, first + 1);
        }
    }

    @Test
    void keepsThePortOfASuperclassWhileAnySubclassRuns() {
        TestRun.of(InheritingTestCase.class).succeeds(2);
    }

    static class InheritingTestCase {
        private static int first;

        @BeforeAll
        static void forget() {
            first = 0;
        }

        @Nested
        class One extends Parent {
            @Nested
            class Inner extends Parent {}
        }

        abstract static class Parent {
            @RegisterExtension
            static final PortExtension PORT = PortExtension.builder().build();

            @BeforeAll
            static void beforeAll() {
                if (first == 0) {
                    note("port", PORT.port());
                    first = PORT.port();
                }
            }

            @Test
            void test() {
                assertThat(PORT.port()).isEqualTo(first);
                assertThat(stillReserved()).containsOnly("port");
            }
        }
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.WINDOWS},
            disabledReason = "owners as Linux and Windows show them")
    void explainsFailedBinds() throws IOException {
        assertThat(TestRun.of(FailingTestCase.class).failure())
                .isExactlyInstanceOf(PortUnavailableError.class)
                .hasMessageContaining(" is taken: this JVM itself listens on it.");
        Objects.requireNonNull(FailingTestCase.first).close();
    }

    static class FailingTestCase {
        private static @Nullable ServerSocket first;

        @RegisterExtension
        final PortExtension own = PortExtension.builder().build();

        @BeforeEach
        void beforeEach() throws IOException {
            first = new ServerSocket(own.port());
            new ServerSocket(own.port()).close();
        }

        @Test
        void test() {}
    }

    @Nested
    class ReportsFailure {
        @Test
        void whenAPartCannotBeUnderstood() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortExtension.builder().ranges("9-1").build())
                    .withMessage("attribute ranges (9-1) is not valid: range (9-1) must not be reversed: write 1-9");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortExtension.builder().count(0).build())
                    .withMessage("count (0) must be at least 1.");
        }

        @Test
        void whenThereIsNoPortYet() {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> PortExtension.builder().name("shop").build().port())
                    .withMessage(
                            "PortExtension 'shop' has no port yet. Register it with @RegisterExtension; the port is"
                                    + " there from @BeforeAll on if the field is static, else from @BeforeEach on.");
        }
    }
}
