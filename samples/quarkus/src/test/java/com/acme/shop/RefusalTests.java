package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.junit.FreePort;
import io.quarkus.builder.Version;
import io.quarkus.test.junit.QuarkusTest;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What Quarkus does not allow is refused, with the remedy. */
class RefusalTests {
    /** These versions load the test class anew for the application. */
    private static final boolean LOADS_ANEW = Version.getVersion().matches("3\\.(15|16|17|18|19|20|21)\\..*");

    private static List<String> failures = List.of();

    /** One application serves all of them, as Quarkus starts it for the first. */
    @BeforeAll
    static void runTestsThatAreRefused() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        List<DiscoverySelector> selectors = Stream.of(
                        AFirstCase.class,
                        ClassScopeCase.class,
                        InstanceFieldCase.class,
                        LateCase.class,
                        ReservationFieldCase.class,
                        ReservationParameterCase.class)
                .map(type -> (DiscoverySelector) selectClass(type.getName()))
                .toList();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectors)
                                .build(),
                        listener);
        failures = listener.getSummary().getFailures().stream()
                .map(failure -> String.valueOf(failure.getException().getMessage()))
                .toList();
    }

    @Test
    void nothingElseFails() {
        assertThat(failures).hasSize(LOADS_ANEW ? 6 : 3).allMatch(failure -> failure.startsWith("No port for "));
    }

    @QuarkusTest
    static class AFirstCase {
        @Test
        void startsTheApplication() {}
    }

    @Test
    void propertyOfAPortThatEndsBeforeTheApplication() {
        assertThat(failures)
                .contains("No port for field 'port' of " + ClassScopeCase.class.getName()
                        + ": Quarkus keeps its application for other classes, so quarkus.http.test-port must last as long."
                        + " Add scope = FreePort.Scope.RUN.");
    }

    @QuarkusTest
    static class ClassScopeCase {
        @FreePort(property = "quarkus.http.test-port")
        static int port;

        @Test
        void test() {}
    }

    @Test
    void propertyOfAnInstance() {
        assertThat(failures)
                .contains("No port for field 'port' of " + InstanceFieldCase.class.getName()
                        + ": the system property quarkus.http.test-port would be set after QuarkusTestExtension has"
                        + " begun. Make the field static.");
    }

    @QuarkusTest
    static class InstanceFieldCase {
        @FreePort(value = "http", scope = FreePort.Scope.RUN, property = "quarkus.http.test-port")
        int port;

        @Test
        void test() {}
    }

    @Test
    void propertyThatTheApplicationHasNotSeen() {
        assertThat(failures)
                .contains("No port for field 'port' of " + ShopPort.class.getName()
                        + ": Quarkus has started its application for another class, before quarkus.http.test-port was"
                        + " set. Declare the field in a superclass of all classes with @QuarkusTest.");
    }

    @Test
    void portOfTheRunEndsWithTheCallOfJUnitWhereQuarkusLoadsFreeport() {
        assertThat(FreePorts.reserved())
                .filteredOn(
                        reserved -> reserved.pid() == ProcessHandle.current().pid())
                .as("ports of this JVM, in which a session of JUnit is still open")
                .hasSize(LOADS_ANEW ? 1 : 0);
    }

    @QuarkusTest
    static class LateCase extends ShopPort {
        @Test
        void test() {}
    }

    @Test
    void reservationsWhereQuarkusLoadsClassesAnew() {
        String field = "No port for field 'reservation' of " + ReservationFieldCase.class.getName();
        String parameter = "No port for parameter '%s' of " + ReservationParameterCase.class.getName() + ".%s(%s)";
        String why = ": this version of Quarkus cannot pass a %s to a test. Use %s instead.";
        List<String> expected = List.of(
                field + why.formatted("PortReservation", "int"),
                parameter.formatted("reservation", "reservation", "PortReservation")
                        + why.formatted("PortReservation", "int"),
                parameter.formatted("socket", "socket", "ServerSocket")
                        + why.formatted("ServerSocket", "ServerSocketChannel"));
        if (LOADS_ANEW) {
            assertThat(failures).containsAll(expected);
        } else {
            assertThat(failures).doesNotContainAnyElementsOf(expected);
        }
    }

    @QuarkusTest
    static class ReservationFieldCase {
        @FreePort
        static PortReservation reservation;

        @Test
        void test() {
            assertThat(reservation.port()).isPositive();
        }
    }

    @QuarkusTest
    static class ReservationParameterCase {
        @Test
        void reservation(@FreePort PortReservation reservation) {
            assertThat(reservation.port()).isPositive();
        }

        @Test
        void socket(@FreePort ServerSocket socket) {
            assertThat(socket.getLocalPort()).isPositive();
        }
    }
}
