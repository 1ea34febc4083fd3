package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.freeport.PortRequest;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
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
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
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
        static final PortExtension SHOP = PortExtension.free(request -> request.withRanges(new PortRange(21000, 21019)))
                .withName("shop")
                .withProperty("dev.freeport.junit.PortExtensionTests");

        @RegisterExtension
        final PortExtension own = PortExtension.free();

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
        final PortExtension pair = PortExtension.free().withCount(2).withContiguous(true);

        private int first;

        @BeforeAll
        void beforeAll() {
            first = pair.port();
            pair.ports().forEach(port -> note("port " + port, port));
        }

        @RepeatedTest(2)
        void test() {
            assertThat(pair.ports()).containsExactly(first, first + 1);
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
            static final PortExtension PORT = PortExtension.free();

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
    void explainsBindFailures() throws IOException {
        assertThat(TestRun.of(FailingTestCase.class).failure())
                .isExactlyInstanceOf(PortUnavailableError.class)
                .hasMessageContaining(" is taken: this JVM itself listens on it.");
        Objects.requireNonNull(FailingTestCase.first).close();
    }

    static class FailingTestCase {
        private static @Nullable ServerSocket first;

        @RegisterExtension
        final PortExtension own = PortExtension.free();

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
        void whenThereIsNoSuchCount() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortExtension.free().withCount(0))
                    .withMessage("count (0) must be at least 1.");
        }

        @Test
        void whenTheRequestCannotBeChanged() {
            assertThat(TestRun.of(WrongRequestTestCase.class).failure())
                    .isExactlyInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage(
                            "No port for PortExtension 'shop' of %s: range (9-1) must not be reversed: write 1-9",
                            WrongRequestTestCase.class.getName());
        }

        @Test
        void whenThereIsNoPortYet() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> PortExtension.free().withName("shop").port())
                    .withMessage(
                            "PortExtension 'shop' has no port yet. Register it with @RegisterExtension; it has a port"
                                    + " from @BeforeAll on if the field is static, else from @BeforeEach on.");
        }
    }

    static class WrongRequestTestCase {
        @RegisterExtension
        static final PortExtension SHOP = PortExtension.free(request -> request.withRanges(new PortRange(9, 1)))
                .withName("shop");

        @Test
        void test() {}
    }

    @Test
    void letsTheFunctionWinOverTheSettings() {
        TestRun run = TestRun.of(SettingsTestCase.class, PortRequest.RANGES, "21100-21119")
                .succeeds(1);

        assertThat(run.port("by function")).isBetween(21200, 21219);
        assertThat(run.port("by setting")).isBetween(21100, 21119);
    }

    static class SettingsTestCase {
        @RegisterExtension
        final PortExtension bySetting = PortExtension.free(request ->
                request.withExcludedRanges(PortRange.parseList("21100-21109").toArray(PortRange[]::new)));

        @RegisterExtension
        final PortExtension byFunction = PortExtension.free(request -> request.withRanges(new PortRange(21200, 21219)));

        @Test
        void test() {
            note("by setting", bySetting.port());
            note("by function", byFunction.port());
            assertThat(bySetting.port()).isGreaterThan(21109);
        }
    }

    @Test
    void isNotChangedByItsWithers() {
        PortExtension free = PortExtension.free();

        assertThat(free.withName("shop")).hasToString("PortExtension 'shop'").isNotSameAs(free);
        assertThat(free).hasToString("PortExtension");
    }

    @Test
    void cannotBeComparedOnceItsRequestIsChanged() {
        String type = ComparedTestCase.class.getName();
        TestRun run = TestRun.of(ComparedTestCase.class);

        assertThat(run.leftovers()).isEmpty();
        assertThat(run.failures())
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder(lines(
                        "No port for PortExtension 'shop' of " + type
                                + ": two declarations of the name 'shop' in one scope contradict" + " each other:",
                        "  field 'port' of " + type + ": no request",
                        "  PortExtension 'shop' of " + type + ": request = changed by code of its own",
                        "Make both the same, or use two names."));
    }

    static class ComparedTestCase {
        @FreePort("shop")
        static int port;

        @RegisterExtension
        final PortExtension shop = PortExtension.free(request -> request.withRanges(new PortRange(21000, 21019)))
                .withName("shop");

        @Test
        void test() {}
    }

    @Test
    void sharesAChangedRequestWithWhatStatesNothingOfIt() {
        String type = StatingTestCase.class.getName();
        TestRun run = TestRun.of(StatingTestCase.class);

        assertThat(run.leftovers()).isEmpty();
        assertThat(run.failures())
                .extracting(Throwable::getMessage)
                .containsExactly(lines(
                        "No port for parameter 'port' of " + type
                                + ".states(int): two declarations of the name 'shop' in one scope contradict each other:",
                        "  PortExtension 'shop' of " + type + ": request = changed by code of its own",
                        "  parameter 'port' of " + type + ".states(int): ranges = 21000-21019",
                        "Make both the same, or use two names."));
    }

    static class StatingTestCase {
        @RegisterExtension
        static final PortExtension SHOP = PortExtension.free(request -> request.withProtocols(Protocol.UDP))
                .withName("shop");

        @Test
        void states(@FreePort(value = "shop", ranges = "21000-21019") int port) {}

        @Test
        void statesNothing(@FreePort("shop") int port, @FreePort("shop") DatagramSocket socket) {
            assertThat(List.of(port, socket.getLocalPort())).containsOnly(SHOP.port());
        }
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines);
    }
}
