package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.Protocol;
import java.net.DatagramSocket;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Declarations of one name. */
class ContradictionTests {

    @Test
    void isNoneIfTheOthersStateNothingOrTheSame() {
        TestRun.of(AgreeingTestCase.class).succeeds(1);
    }

    static class AgreeingTestCase {
        @FreePort(
                value = "shop",
                ranges = "21000-21019",
                protocol = {Protocol.TCP, Protocol.UDP},
                guardSocket = FreePort.GuardSocket.OFF)
        int port;

        @BeforeEach
        void beforeEach(@FreePort("shop") int same, @FreePort("shop") DatagramSocket socket) {}

        @Test
        void test(@FreePort(value = "shop", ranges = "21000-21019", guardSocket = FreePort.GuardSocket.OFF) int same) {
            assertThat(same).isEqualTo(port).isBetween(21000, 21019);
        }
    }

    @Test
    void ofRangesIsRefused() {
        assertRefused(RangesTestCase.class, "ranges = 21000-21019", "ranges = 22000-22019", "int");
    }

    static class RangesTestCase extends Parent {
        @Test
        void test(@FreePort(value = "shop", ranges = "22000-22019") int port) {}
    }

    @Test
    void ofWhatTheFirstDidNotSayIsRefused() {
        assertRefused(ExcludedTestCase.class, "no excludedRanges", "excludedRanges = 8080", "int");
    }

    static class ExcludedTestCase extends Parent {
        @Test
        void test(@FreePort(value = "shop", excludedRanges = "8080") int port) {}
    }

    @Test
    void ofProtocolsIsRefused() {
        assertRefused(ProtocolTestCase.class, "protocol = tcp", "protocol = tcp,udp", "int");
    }

    static class ProtocolTestCase extends Parent {
        @Test
        void test(
                @FreePort(
                                value = "shop",
                                protocol = {Protocol.UDP, Protocol.TCP})
                        int port) {}
    }

    @Test
    void ofATypeAndAProtocolIsRefused() {
        assertRefused(SocketTestCase.class, "protocol = tcp", "a type for protocol = udp", "DatagramSocket");
    }

    static class SocketTestCase extends Parent {
        @Test
        void test(@FreePort("shop") DatagramSocket port) {}
    }

    @Test
    void ofCountsIsRefused() {
        assertRefused(CountTestCase.class, "count = 1", "count = 2", "int[]");
    }

    static class CountTestCase extends Parent {
        @Test
        void test(@FreePort(value = "shop", count = 2) int[] port) {}
    }

    @Test
    void ofAUriAndAProtocolIsRefused() {
        String type = UriTestCase.class.getName();
        assertThat(TestRun.of(UriTestCase.class).failure()).hasMessage("""
                        No port for parameter 'uri' of %s.test(URI): two declarations of the name 'dns' in one scope \
                        contradict each other:
                          field 'udp' of %s: protocol = udp
                          parameter 'uri' of %s.test(URI): a type for protocol = tcp
                        Make both the same, or use two names.""".replace("\n", "%n"), type, type, type);
    }

    static class UriTestCase {
        @FreePort(value = "dns", protocol = Protocol.UDP)
        int udp;

        @Test
        void test(@FreePort("dns") URI uri) {}
    }

    @Test
    void ofKindsIsRefused() {
        assertRefused(KindTestCase.class, "@FreePort", "@ClosedPort", "int");
    }

    static class KindTestCase extends Parent {
        @Test
        void test(@ClosedPort("shop") int port) {}
    }

    abstract static class Parent {
        @FreePort(value = "shop", ranges = "21000-21019")
        int field;
    }

    private static void assertRefused(Class<?> testCase, String first, String second, String type) {
        String place = "parameter 'port' of " + testCase.getName() + ".test(" + type + ")";
        assertThat(TestRun.of(testCase).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage("""
                        No port for %s: two declarations of the name 'shop' in one scope contradict each other:
                          field 'field' of %s: %s
                          %s: %s
                        Make both the same, or use two names.""".replace("\n", "%n"), place, Parent.class.getName(), first, place, second);
    }
}
