package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class MisuseTests {
    private static final String TYPES = "int, Integer, PortReservation, InetSocketAddress, URI, int[], List<Integer>,"
            + " ServerSocket, ServerSocketChannel, DatagramSocket or DatagramChannel";

    @Nested
    class ReportsFailure {
        @Test
        void whenAParameterIsAString() {
            assertParameterRefused(
                    StringParameterTestCase.class,
                    "Can only resolve @FreePort parameter of type " + TYPES + " but was: java.lang.String"
                            + " (parameter 'port' of %s.test(String))");
        }

        @Test
        void whenAParameterIsAListOfStrings() {
            assertParameterRefused(
                    StringsParameterTestCase.class,
                    "Can only resolve @FreePort parameter of type " + TYPES
                            + " but was: java.util.List<java.lang.String>"
                            + " (parameter 'ports' of %s.beforeEach(List))");
        }

        @Test
        void whenAParameterIsALong() {
            assertParameterRefused(
                    LongParameterTestCase.class,
                    "Can only resolve @FreePort parameter of type " + TYPES + " but was: long"
                            + " (parameter 'port' of constructor %s(long))");
        }

        @Test
        void whenAFieldIsALong() {
            assertFieldRefused(
                    LongFieldTestCase.class,
                    "Can only resolve @FreePort field of type " + TYPES + " but was: long (field 'port' of %s)");
        }

        @Test
        void whenAStaticFieldIsAString() {
            assertFieldRefused(
                    StaticStringFieldTestCase.class,
                    "Can only resolve @FreePort field of type " + TYPES
                            + " but was: java.lang.String (field 'port' of %s)");
        }

        @Test
        void whenAFieldIsFinal() {
            assertFieldRefused(
                    FinalFieldTestCase.class,
                    "@FreePort field must not be final, because it is set after construction (field 'port' of %s)");
        }

        @Test
        void whenAFieldIsStaticFinal() {
            assertFieldRefused(
                    StaticFinalFieldTestCase.class,
                    "@FreePort field must not be final, because it is set before all tests (field 'PORT' of %s)");
        }

        @Test
        void whenTheNameOfAParameterIsBlank() {
            assertParameterRefused(
                    BlankParameterNameTestCase.class,
                    "No port for parameter 'port' of %s.afterAll(int): the name of a @FreePort must not be blank."
                            + " Leave it out for a port of its own, or give a name to share the port by.");
        }

        @Test
        void whenTheNameOfAFieldIsBlank() {
            assertFieldRefused(
                    BlankFieldNameTestCase.class,
                    "No port for field 'port' of %s: the name of a @FreePort must not be blank."
                            + " Leave it out for a port of its own, or give a name to share the port by.");
        }

        private void assertParameterRefused(Class<?> testCase, String message) {
            assertThat(TestRun.of(testCase).failure())
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .hasMessage(message, testCase.getName());
        }

        private void assertFieldRefused(Class<?> testCase, String message) {
            assertThat(TestRun.of(testCase).failure())
                    .isExactlyInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage(message, testCase.getName());
        }
    }

    static class StringParameterTestCase {
        @Test
        void test(@FreePort String port) {}
    }

    static class StringsParameterTestCase {
        @BeforeEach
        void beforeEach(@FreePort(count = 2) List<String> ports) {}

        @Test
        void test() {}
    }

    static class LongParameterTestCase {
        LongParameterTestCase(@FreePort long port) {}

        @Test
        void test() {}
    }

    static class LongFieldTestCase {
        @FreePort
        long port;

        @Test
        void test() {}
    }

    static class StaticStringFieldTestCase {
        @FreePort
        static String port = "";

        @Test
        void test() {}
    }

    static class FinalFieldTestCase {
        @FreePort
        final int port = 0;

        @Test
        void test() {}
    }

    static class StaticFinalFieldTestCase {
        @FreePort
        static final int PORT = 0;

        @Test
        void test() {}
    }

    static class BlankParameterNameTestCase {
        @Test
        void test() {}

        @AfterAll
        static void afterAll(@FreePort(" ") int port) {}
    }

    static class BlankFieldNameTestCase {
        @FreePort("\t")
        int port;

        @Test
        void test() {}
    }
}
