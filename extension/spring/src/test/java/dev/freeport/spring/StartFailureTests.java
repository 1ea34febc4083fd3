package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.fixture.ForkedJvm;
import dev.freeport.junit.FreePort;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Application contexts that cannot start. */
class StartFailureTests {
    private static final List<ForkedJvm> OWNERS = new ArrayList<>();

    @AfterEach
    void endOtherProcesses() {
        endOwners();
    }

    static void endOwners() {
        OWNERS.forEach(ForkedJvm::close);
        OWNERS.clear();
    }

    @ParameterizedTest
    @ValueSource(classes = {TakenTestCase.class, TakenByBootTestCase.class, TakenWithMockTestCase.class})
    void beginsTheFailureOfTheTestWithTheOwnerOfThePort(Class<?> testCase) {
        SpringRun run = SpringRun.of(testCase);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isExactlyInstanceOf(PortUnavailableError.class)
                        .hasMessageStartingWith(
                                "Port " + run.port("taken") + " is taken: pid " + run.port("owner") + " listens on it.")
                        .hasMessageContaining("wanted      by this JVM for ${freeport.http} of the application context"
                                + " of " + testCase.getName())
                        .hasMessageContaining("Original failure: " + BeanCreationException.class.getName())
                        .cause()
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Failed to load ApplicationContext for "));
        assertThat(run.stackTraces()).doesNotContain("Suppressed: " + PortUnavailableError.class.getName());
        // the failure says it all, and so nothing else needs to
        assertThat(run.errorOutput()).isEmpty();
        assertThat(SpringRun.isReserved(run.port("taken"))).isFalse();
    }

    @Test
    void saysInLaterTestsWhereTheExplanationIs() {
        SpringRun run = SpringRun.of(TwiceTestCase.class, TwiceAgainTestCase.class);

        assertThat(run.failures()).hasSize(4);
        String headline = "Port " + run.port("taken") + " is taken: pid " + run.port("owner") + " listens on it.";
        assertThat(run.failures().get(0).getMessage()).startsWith(headline + System.lineSeparator());
        assertThat(run.failures().subList(1, 4))
                .allSatisfy(failure -> assertThat(failure)
                        .isExactlyInstanceOf(PortUnavailableError.class)
                        .hasMessage(headline + " Explained above, at StartFailureTests$TwiceTestCase.")
                        .cause()
                        .hasMessageContaining("failure threshold (1) exceeded"));
    }

    @Test
    void saysInOtherContextsWhereTheExplanationIs() throws Exception {
        try (PortReservation taken = FreePorts.reserve();
                ServerSocket server = new ServerSocket(taken.port())) {
            LibraryShop.port = server.getLocalPort();
            // in a thread of its own, because a line of this test would be the place
            SpringRun run = CompletableFuture.supplyAsync(
                            () -> SpringRun.of(LibraryTestCase.class, OtherLibraryTestCase.class))
                    .get();

            assertThat(run.failures()).hasSize(2);
            assertThat(run.failures().get(0))
                    .hasMessageContaining(
                            "  note        Spring keeps the application contexts of earlier test classes, with"
                                    + " their servers. With server.port=${freeport.NAME} each context has a port of its own;"
                                    + " @DirtiesContext closes one." + System.lineSeparator() + "  what to do  ");
            assertThat(run.failures().get(1))
                    .isExactlyInstanceOf(PortUnavailableError.class)
                    .hasMessage("Port " + taken.port() + " is taken: this JVM itself listens on it. Explained above, at"
                            + " StartFailureTests$LibraryTestCase.");
        }
    }

    @Test
    void saysInLaterTestsWhereTheExplanationIsThatStandsInACause() {
        SpringRun run = SpringRun.of(ConstructorTestCase.class, AfterConstructorTestCase.class);

        assertThat(run.failures()).hasSize(2);
        assertThat(run.failures().get(1))
                .isExactlyInstanceOf(PortUnavailableError.class)
                .hasMessage("Port " + run.port("taken") + " is taken: pid " + run.port("owner")
                        + " listens on it. Explained above, at StartFailureTests$ConstructorTestCase.");
    }

    @ParameterizedTest
    @ValueSource(classes = {TakenInConstructorTestCase.class, BehindListenerTestCase.class})
    void namesTheOwnerInACauseWhereSpringStartsTheContextOtherwise(Class<?> testCase) {
        SpringRun run = SpringRun.of(testCase);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).isNotInstanceOf(PortUnavailableError.class));
        assertThat(run.stackTraces())
                .containsOnlyOnce("Suppressed: dev.freeport.diagnosis.PortUnavailableError: Port " + run.port("taken")
                        + " is taken: pid " + run.port("owner") + " listens on it.");
        assertThat(run.errorOutput()).isEmpty();
    }

    @Test
    void leavesAContextThatFailsOfSomethingElse() {
        SpringRun run = SpringRun.of(BrokenTestCase.class);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Failed to load ApplicationContext for "));
        assertThat(run.stackTraces()).doesNotContain("Freeport", "dev.freeport.diagnosis");
    }

    @Test
    void refusesAttributesThatThePortOfTheContextHasNot() {
        SpringRun run = SpringRun.of(AttributeTestCase.class);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessage("No port for parameter 'port' of " + AttributeTestCase.class.getName()
                                + ".asks(int, Environment): the name 'http' belongs to the application context, whose"
                                + " port cannot have ranges = 20000-20099. Leave that out, or use another name."));
    }

    static final class Listener {
        private Listener() {}

        public static void main(String[] arguments) throws IOException {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]))) {
                System.out.println("listens");
                while (System.in.read() >= 0 && server.isBound()) {
                    // until the parent has ended
                }
            }
        }
    }

    /** Another process takes the port that the context has reserved, and the server of the context does not get it. */
    @Configuration(proxyBeanMethods = false)
    static class TakenShop {
        @Bean
        Shop.Server server(Environment environment) throws Exception {
            int port = environment.getRequiredProperty("freeport.http", int.class);
            SpringRun.note("taken", port);
            ForkedJvm owner = ForkedJvm.start(Listener.class, port);
            OWNERS.add(owner);
            owner.awaitLine("listens", Duration.ofMinutes(1));
            SpringRun.note("owner", Math.toIntExact(owner.pid()));
            return new Shop.Server(port);
        }
    }

    @SpringJUnitConfig(TakenShop.class)
    static class TakenTestCase {
        @Test
        void starts() {}
    }

    @SpringBootTest(classes = TakenShop.class)
    static class TakenByBootTestCase {
        @Test
        void starts() {}
    }

    @SpringJUnitConfig(TakenShop.class)
    static class TakenWithMockTestCase {
        @TestBean
        @SuppressWarnings("unused")
        Runnable stock = stock();

        static Runnable stock() {
            return () -> {};
        }

        @Test
        void starts() {}
    }

    @SpringJUnitConfig(TakenShop.class)
    @TestPropertySource(properties = "shop=twice")
    static class TwiceTestCase {
        @Test
        void starts() {}

        @Test
        void startsAgain() {}
    }

    static class TwiceAgainTestCase extends TwiceTestCase {}

    @SpringJUnitConfig(TakenShop.class)
    @TestPropertySource(properties = "shop=constructor")
    static class ConstructorTestCase {
        ConstructorTestCase(@Autowired Shop.Server server) {}

        @Test
        void starts() {}
    }

    @SpringJUnitConfig(TakenShop.class)
    @TestPropertySource(properties = "shop=constructor")
    static class AfterConstructorTestCase {
        @Test
        void starts() {}
    }

    @SpringJUnitConfig(TakenShop.class)
    @TestPropertySource(properties = "shop=taken in constructor")
    static class TakenInConstructorTestCase {
        TakenInConstructorTestCase(@Autowired Shop.Server server) {}

        @Test
        void starts() {}
    }

    /** A user's listener that prepares something for the context. */
    static class Preparation implements TestExecutionListener, Ordered {
        static final AtomicBoolean IS_DONE = new AtomicBoolean();

        @Override
        public int getOrder() {
            return 1999;
        }

        @Override
        public void prepareTestInstance(TestContext testContext) {
            IS_DONE.set(true);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PreparedShop extends TakenShop {
        PreparedShop() {
            assertThat(Preparation.IS_DONE).isTrue();
        }
    }

    @SpringJUnitConfig(PreparedShop.class)
    @TestExecutionListeners(listeners = Preparation.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
    static class BehindListenerTestCase {
        @Test
        void starts() {}
    }

    /** A server in whose stack trace there is no line of a test. */
    @Configuration(proxyBeanMethods = false)
    static class LibraryShop {
        private static int port;

        @Bean
        Shop.Server server() throws BindException {
            BindException failure = new BindException("Address already in use: 0.0.0.0:" + port);
            failure.setStackTrace(new StackTraceElement[0]);
            throw failure;
        }
    }

    @SpringJUnitConfig(LibraryShop.class)
    static class LibraryTestCase {
        @Test
        void starts() {}
    }

    @SpringJUnitConfig(LibraryShop.class)
    @TestPropertySource(properties = "shop=other library")
    static class OtherLibraryTestCase {
        @Test
        void starts() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class BrokenShop {
        BrokenShop() {
            throw new IllegalArgumentException("no stock");
        }
    }

    @SpringJUnitConfig(BrokenShop.class)
    static class BrokenTestCase {
        @Test
        void starts() {}
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=attribute"})
    static class AttributeTestCase {
        @Test
        void asks(@FreePort(value = "http", ranges = "20000-20099") int port, @Autowired Environment environment) {}
    }
}
