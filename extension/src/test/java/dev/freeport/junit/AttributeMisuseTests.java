package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.Protocol;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes that make no sense at their place. */
class AttributeMisuseTests {

    @Test
    void reportsAMissingCount() {
        assertRefused(NoCountTestCase.class, "List", "a List<Integer> needs a count, such as @FreePort(count = 3).");
    }

    static class NoCountTestCase {
        @Test
        void test(@FreePort List<Integer> port) {}
    }

    @Test
    void reportsAMissingCountOfTheFirstOfAName() {
        assertRefused(
                NoCountOfANameTestCase.class,
                "List",
                "nothing says how many ports have the name 'peers'. Add a count, here or to the declaration that JUnit reaches"
                        + " first, such as @FreePort(value = \"peers\", count = 3).");
    }

    static class NoCountOfANameTestCase {
        @Test
        void test(@FreePort("peers") List<Integer> port) {}
    }

    @Test
    void reportsAMissingCountOfAnArray() {
        assertRefused(NoCountOfAnArrayTestCase.class, "int[]", "an int[] needs a count, such as @FreePort(count = 3).");
    }

    static class NoCountOfAnArrayTestCase {
        @Test
        void test(@FreePort int[] port) {}
    }

    @Test
    void reportsANameThatIsAPort() {
        assertRefused(
                PortAsNameTestCase.class, "int", "'8080' would be a name; for the port 8080 use @FixedPort(8080).");
    }

    static class PortAsNameTestCase {
        @Test
        void test(@FreePort("8080") int port) {}
    }

    @Test
    void reportsAClosedPortWhoseNameIsAPort() {
        assertRefused(
                PortAsNameOfClosedPortTestCase.class,
                "int",
                "'8080' would be a name; Freeport chooses the number of a @ClosedPort. Use another name.");
    }

    static class PortAsNameOfClosedPortTestCase {
        @Test
        void test(@ClosedPort("8080") int port) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {SettingAsNameTestCase.class, SettingAsNameOfClosedPortTestCase.class})
    void reportsANameThatIsASetting(Class<?> testCase) {
        assertRefused(
                testCase,
                "int",
                "'timeout' cannot be a name, because freeport.timeout is a setting. Use another name, such as"
                        + " 'timeout-port'.");
    }

    static class SettingAsNameTestCase {
        @Test
        void test(@FreePort("timeout") int port) {}
    }

    static class SettingAsNameOfClosedPortTestCase {
        @Test
        void test(@ClosedPort("timeout") int port) {}
    }

    @Test
    void reportsNoNameThatIsNoPort() {
        TestRun.of(NumbersAsNamesTestCase.class).succeeds(1);
    }

    static class NumbersAsNamesTestCase {
        @Test
        void test(@FreePort("65536") int one, @FreePort("0") int two, @FreePort("8080a") int three) {}
    }

    @Test
    void reportsANegativeCount() {
        assertRefused(NegativeCountTestCase.class, "int[]", "attribute count (-1) must be at least 1.");
    }

    static class NegativeCountTestCase {
        @Test
        void test(@FreePort(count = -1) int[] port) {}
    }

    @Test
    void reportsACountOfOnePort() {
        assertRefused(
                CountedIntTestCase.class,
                "int",
                "attribute count (2) is for int[] and List<Integer>, but this is of type int.");
    }

    static class CountedIntTestCase {
        @Test
        void test(@FreePort(count = 2) int port) {}
    }

    @Test
    void reportsARowOfOnePort() {
        assertRefused(
                ContiguousIntTestCase.class,
                "Integer",
                "attribute contiguous is for int[] and List<Integer>, but this is of type java.lang.Integer.");
    }

    static class ContiguousIntTestCase {
        @Test
        void test(@FreePort(contiguous = true) Integer port) {}
    }

    @Test
    void reportsASchemeOfWhatIsNoUri() {
        assertRefused(SchemeTestCase.class, "int", "attribute scheme (https) is for a URI, but this is of type int.");
    }

    static class SchemeTestCase {
        @Test
        void test(@FreePort(scheme = "https") int port) {}
    }

    @Test
    void reportsASchemeThatIsNone() {
        assertRefused(
                WrongSchemeTestCase.class,
                "URI",
                "attribute scheme (://) is not valid: it must be a letter, then letters, digits, '+', '-' and '.', such as"
                        + " https.");
    }

    static class WrongSchemeTestCase {
        @Test
        void test(@FreePort(scheme = "://") URI port) {}
    }

    @Test
    void reportsAProtocolThatTheTypeDoesNotSpeak() {
        assertRefused(
                WrongProtocolTestCase.class,
                "ServerSocket",
                "attribute protocol (udp) must name tcp for a java.net.ServerSocket.");
    }

    static class WrongProtocolTestCase {
        @Test
        void test(@FreePort(protocol = Protocol.UDP) ServerSocket port) {}
    }

    @Test
    void reportsAUriOfAPortThatIsOfUdp() {
        String reason =
                "attribute protocol (udp) must name tcp for a java.net.URI. Its scheme is http. Name that of another"
                        + " protocol, such as coap, or take an int or an InetSocketAddress.";
        assertRefused(UdpUriTestCase.class, "URI", reason);
        assertRefused(FixedUdpUriTestCase.class, "URI", reason);
        assertRefused(OccupiedUdpUriTestCase.class, "URI", reason);
    }

    static class UdpUriTestCase {
        @Test
        void test(@FreePort(protocol = Protocol.UDP) URI port) {}
    }

    static class FixedUdpUriTestCase {
        @Test
        void test(@FixedPort(value = 9418, protocol = Protocol.UDP) URI port) {}
    }

    static class OccupiedUdpUriTestCase {
        @Test
        void test(@OccupiedPort(protocol = Protocol.UDP) URI port) {}
    }

    @Test
    void reportsABlankProperty() {
        assertRefused(
                BlankPropertyTestCase.class,
                "int",
                "attribute property must not be blank. Leave it out, or name a system property.");
    }

    static class BlankPropertyTestCase {
        @Test
        void test(@FreePort(property = " ") int port) {}
    }

    @Test
    void reportsABlankNameOfAClosedPort() {
        assertRefused(
                BlankNameTestCase.class,
                "int",
                "the name of a @ClosedPort must not be blank. Leave it out for a port of its own, or give a name to share"
                        + " the port by.");
    }

    static class BlankNameTestCase {
        @Test
        void test(@ClosedPort(" ") int port) {}
    }

    @Test
    void reportsTwoDeclarationsOfOnePlace() {
        assertRefused(TwiceTestCase.class, "int", "it is declared by @FreePort and @FixedPort. Keep one of them.");
    }

    static class TwiceTestCase {
        @Test
        void test(@FreePort @FixedPort(8080) int port) {}
    }

    private static void assertRefused(Class<?> testCase, String type, String reason) {
        assertThat(TestRun.of(testCase).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage("No port for parameter 'port' of %s.test(%s): %s", testCase.getName(), type, reason);
    }
}
