package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.freeport.junit.FreePort;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A property that would be set after Micronaut has started the server is refused, with the remedy. */
class RefusalTests {
    private static String failureOf(Class<?> testClass) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(testClass))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getFailures()).hasSize(1);
        return String.valueOf(
                listener.getSummary().getFailures().get(0).getException().getMessage());
    }

    @Test
    void ofAnInstance() {
        assertThat(failureOf(InstanceFieldCase.class))
                .isEqualTo("No port for field 'port' of " + InstanceFieldCase.class.getName()
                        + ": the system property micronaut.server.port would be set after MicronautJunit5Extension has"
                        + " begun. Make the field static.");
    }

    @MicronautTest
    static class InstanceFieldCase {
        @FreePort(property = "micronaut.server.port")
        int port;

        @Test
        void test() {}
    }

    @Test
    void ofAParameter() {
        assertThat(failureOf(ParameterCase.class))
                .isEqualTo("No port for parameter 'port' of " + ParameterCase.class.getName()
                        + ".test(int): the system property micronaut.server.port would be set after"
                        + " MicronautJunit5Extension has begun. Use a static field instead.");
    }

    @MicronautTest
    static class ParameterCase {
        @Test
        void test(@FreePort(property = "micronaut.server.port") int port) {}
    }

    @Test
    void ofAParameterBeforeAll() {
        assertThat(failureOf(BeforeAllCase.class))
                .isEqualTo("No port for parameter 'port' of " + BeforeAllCase.class.getName()
                        + ".beforeAll(int): the system property micronaut.server.port would be set after"
                        + " MicronautJunit5Extension has begun. Use a static field instead.");
    }

    @MicronautTest
    static class BeforeAllCase {
        @BeforeAll
        static void beforeAll(@FreePort(property = "micronaut.server.port") int port) {}

        @Test
        void test() {}
    }
}
