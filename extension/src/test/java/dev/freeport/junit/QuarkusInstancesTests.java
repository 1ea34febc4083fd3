package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.PortReservation;
import io.quarkus.test.junit.QuarkusTestExtension;
import io.quarkus.test.junit.QuarkusTestExtension.AnewLoader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With an extension that runs tests as that of Quarkus does. The consumer below samples has the real one. */
class QuarkusInstancesTests {
    private static final String KEY = "quarkus.http.test-port";
    private static final String TEST_CASES = QuarkusInstancesTests.class.getName() + "$";

    @AfterEach
    void stop() {
        QuarkusTestExtension.stop();
        assertThat(System.getProperty(KEY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(classes = {FieldTestCase.class, SharedInstanceTestCase.class, EarlierExtensionTestCase.class})
    void haveTheirFields(Class<?> testCase) {
        TestRun.of(testCase).succeeds(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {FieldTestCase.class, SharedInstanceTestCase.class, EarlierExtensionTestCase.class})
    void haveTheirFieldsInAClassThatIsLoadedAnew(Class<?> testCase) {
        QuarkusTestExtension.start(TEST_CASES);

        TestRun.of(testCase).succeeds(1);
    }

    static class Parent {
        @FreePort
        static int inherited;
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class FieldTestCase extends Parent {
        @FreePort
        static int ofClass;

        @FreePort
        int ofInstance;

        @BeforeAll
        static void beforeAll(@FreePort int port) {
            assertThat(List.of(ofClass, inherited, port)).doesNotContain(0).doesNotHaveDuplicates();
        }

        @Test
        void test() {
            assertThat(List.of(ofClass, inherited, ofInstance))
                    .doesNotContain(0)
                    .doesNotHaveDuplicates();
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase extends FieldTestCase {
        @BeforeAll
        void isThere() {
            assertThat(ofInstance).isPositive();
        }
    }

    @ExtendWith(FreePortExtension.class)
    @ExtendWith(QuarkusTestExtension.class)
    static class EarlierExtensionTestCase extends FieldTestCase {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void haveTheirFieldsInNestedClasses(boolean anew) {
        if (anew) {
            QuarkusTestExtension.start(TEST_CASES);
        }

        TestRun.of(OuterTestCase.class).succeeds(1);
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class OuterTestCase {
        @FreePort
        int outer;

        @Nested
        class Inner {
            @FreePort
            int inner;

            @Test
            void test() {
                assertThat(List.of(outer, inner)).doesNotContain(0).doesNotHaveDuplicates();
            }
        }
    }

    @Nested
    class WithAProperty {
        @Test
        void thatEndsBeforeTheApplicationAreRefused() {
            assertThat(TestRun.of(ClassScopeTestCase.class).failure())
                    .isExactlyInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage(
                            "No port for field 'port' of %s: Quarkus keeps its application for other classes, so %s must last"
                                    + " as long. Add scope = FreePort.Scope.RUN.",
                            ClassScopeTestCase.class.getName(), KEY);
        }

        @Test
        void ofAnInstanceAreRefused() {
            assertThat(TestRun.of(InstanceTestCase.class).failure())
                    .isExactlyInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage(
                            "No port for field 'port' of %s: the system property %s would be set after QuarkusTestExtension"
                                    + " has begun. Make the field static.",
                            InstanceTestCase.class.getName(), KEY);
        }

        @Test
        void thatARunningApplicationHasNotSeenAreRefused() {
            QuarkusTestExtension.start();

            assertThat(TestRun.of(LateTestCase.class).failures())
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure)
                            .isExactlyInstanceOf(ExtensionConfigurationException.class)
                            .hasMessage(
                                    "No port for field 'port' of %s: Quarkus has started its application for another class, before"
                                            + " %s was set. Declare the field in a superclass of all classes with @QuarkusTest.",
                                    RunScopeTestCase.class.getName(), KEY));
        }

        @Test
        void thatANewApplicationSeesArePassed() {
            TestRun.of(RunScopeTestCase.class).succeeds(1);
        }

        @Test
        void thatReplacesTheRunningApplicationArePassed() {
            QuarkusTestExtension.start();

            TestRun.of(RestartingTestCase.class).succeeds(1);
        }
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class ClassScopeTestCase {
        @FreePort(property = KEY)
        static int port;

        @Test
        void test() {}
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class InstanceTestCase {
        @FreePort(scope = FreePort.Scope.RUN, property = KEY)
        int port;

        @Test
        void test() {}
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class RunScopeTestCase {
        @FreePort(scope = FreePort.Scope.RUN, property = KEY)
        static int port;

        @Test
        void test() {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }
    }

    /** Two classes, whose field is that of their superclass. */
    static class LateTestCase {
        @Nested
        class One extends RunScopeTestCase {}

        @Nested
        class Other extends RunScopeTestCase {}
    }

    /** Has another profile. */
    static class RestartingExtension extends QuarkusTestExtension {
        @Override
        public void beforeAll(org.junit.jupiter.api.extension.ExtensionContext context) {
            start();
        }
    }

    @ExtendWith(RestartingExtension.class)
    static class RestartingTestCase extends RunScopeTestCase {}

    @Nested
    class InAClassThatIsLoadedAnew {
        @Test
        void cannotHaveReservations() {
            QuarkusTestExtension.start(TEST_CASES, "dev.freeport.PortReservation");

            assertThat(TestRun.of(ReservationFieldTestCase.class).failure())
                    .isExactlyInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage(refusal(
                            "field 'field' of " + ReservationFieldTestCase.class.getName(), "PortReservation", "int"));
            assertThat(TestRun.of(ReservationTestCase.class).failure())
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .hasMessage(refusal(
                            "parameter 'port' of " + ReservationTestCase.class.getName() + ".test(PortReservation)",
                            "PortReservation",
                            "int"));
        }

        @Test
        void haveReservationsIfThoseAreNotLoadedAnew() {
            QuarkusTestExtension.start(TEST_CASES);

            TestRun.of(ReservationFieldTestCase.class).succeeds(1);
            TestRun.of(ReservationTestCase.class).succeeds(1);
        }

        @Test
        void cannotHaveSocketsThatQuarkusClones() {
            QuarkusTestExtension.start(TEST_CASES);

            assertThat(TestRun.of(ServerSocketTestCase.class).failure())
                    .hasMessage(refusal(
                            "parameter 'port' of " + ServerSocketTestCase.class.getName() + ".test(ServerSocket)",
                            "ServerSocket",
                            "ServerSocketChannel"));
            assertThat(TestRun.of(DatagramSocketTestCase.class).failure())
                    .hasMessage(refusal(
                            "parameter 'port' of " + DatagramSocketTestCase.class.getName() + ".test(DatagramSocket)",
                            "DatagramSocket",
                            "DatagramChannel"));
            TestRun.of(ChannelTestCase.class).succeeds(1);
        }

        @Test
        void haveNoPortOfAnExtensionInCode() throws Exception {
            Class<?> anew = new AnewLoader("dev.freeport.junit.").loadClass(PortExtension.class.getName());
            Object extension = anew.getMethod("free").invoke(null);
            Method port = anew.getMethod("port");

            assertThatThrownBy(() -> port.invoke(extension))
                    .isExactlyInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage(
                            "PortExtension has no port. Declare a field with @FreePort instead, because JUnit registers"
                                    + " another instance than the one that this version of Quarkus runs.");
        }

        private static String refusal(String site, String type, String instead) {
            return "No port for " + site + ": this version of Quarkus cannot pass a " + type + " to a test. Use "
                    + instead + " instead.";
        }
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class ReservationFieldTestCase {
        @FreePort
        static @Nullable PortReservation field;

        @Test
        void test() {
            assertThat(field).isNotNull();
        }
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class ReservationTestCase {
        @Test
        void test(@FreePort PortReservation port) {}
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class ServerSocketTestCase {
        @Test
        void test(@FreePort ServerSocket port) {}
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class DatagramSocketTestCase {
        @Test
        void test(@FreePort DatagramSocket port) {}
    }

    @ExtendWith(QuarkusTestExtension.class)
    static class ChannelTestCase {
        @Test
        void test(@FreePort ServerSocketChannel port) {}
    }
}
