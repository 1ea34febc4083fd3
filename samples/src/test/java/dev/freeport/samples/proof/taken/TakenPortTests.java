package dev.freeport.samples.proof.taken;

import static dev.freeport.samples.proof.taken.Outcome.LISTENER;
import static dev.freeport.samples.proof.taken.Outcome.NOTHING;
import static dev.freeport.samples.proof.taken.Outcome.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Objects;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Starts each kind of server on a port that another process took after the test had got it. Whatever the server throws,
 * the report of the failed test names that process.
 */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "native epoll and io_uring of Linux for this architecture")
class TakenPortTests {
    private static @Nullable ForeignProcess foreign;
    private static @Nullable UncaughtExceptionHandler usualHandler;

    /** The server, what it throws on a taken port, and what of that shows that the port was taken. */
    static Stream<Arguments> table() {
        return Stream.of(
                row(WebServers::jdk, "JDK HttpServer", "BindException", "BindException"),
                row(WebServers::jetty, "Jetty", "IOException <- BindException", "BindException"),
                row(WebServers::tomcat, "Tomcat", NOTHING, LISTENER),
                row(WebServers::undertow, "Undertow", "RuntimeException <- BindException", "BindException"),
                row(WebServers::grizzly, "Grizzly", "BindException", "BindException"),
                row(WebServers::helidon, "Helidon", NOTHING, LISTENER),
                row(
                        WebServers::wireMock,
                        "WireMock",
                        "FatalStartupException <- FatalStartupException <- IOException <- BindException",
                        "BindException"),
                row(WebServers::mockWebServer, "MockWebServer", "BindException", "BindException"),
                row(NettyServers::nio, "Netty on NIO", "BindException", "BindException"),
                row(NettyServers::epoll, "Netty on epoll", "NativeIoException", "NativeIoException"),
                row(
                        NettyServers::reactorNetty,
                        "Reactor Netty",
                        "ChannelBindException <- NativeIoException",
                        "ChannelBindException"),
                row(NettyServers::vertx, "Vert.x", "ExecutionException <- BindException", "BindException"),
                row(GrpcServers::nettyShaded, "gRPC on Netty", "IOException <- NativeIoException", "NativeIoException"),
                row(GrpcServers::okHttp, "gRPC on OkHttp", "BindException", "BindException"),
                row(
                        SpringServers::mvc,
                        "Spring MVC",
                        "ApplicationContextException <- PortInUseException <- IllegalArgumentException"
                                + " <- LifecycleException <- BindException",
                        "BindException"),
                row(
                        SpringServers::webFlux,
                        "Spring WebFlux",
                        "ApplicationContextException <- PortInUseException <- ChannelBindException"
                                + " <- NativeIoException",
                        "PortInUseException"),
                row(OtherServers::h2, "H2", "JdbcSQLNonTransientConnectionException <- BindException", "BindException"),
                row(OtherServers::rmi, "RMI", "ExportException <- BindException", "BindException"),
                row(OtherServers::greenMail, "GreenMail", "IllegalStateException", TEXT),
                row(OtherServers::zooKeeper, "ZooKeeper", "BindException", "BindException"),
                row(OtherServers::unboundId, "UnboundID", "LDAPException", TEXT),
                row(OtherServers::webSocket, "Java-WebSocket", NOTHING, LISTENER),
                row(WithoutReuse::mina, "Apache MINA", "IOException <- BindException", "BindException"),
                row(WithoutReuse::serverSocket, "ServerSocket without SO_REUSEADDR", "BindException", "BindException"),
                row(WithoutReuse::c, "C program without SO_REUSEADDR", "ProgramEndedException", LISTENER),
                row(WithoutReuse::python, "Python program without SO_REUSEADDR", "ProgramEndedException", LISTENER),
                row(ChildPrograms::redis, "Redis with its log", "ProgramEndedException", TEXT),
                row(ChildPrograms::redisWithoutLog, "Redis without its log", NOTHING, LISTENER),
                row(ChildPrograms::postgres, "PostgreSQL with its log", "ProgramEndedException", TEXT),
                row(ChildPrograms::postgresOnTwoAddresses, "PostgreSQL, one of two addresses free", NOTHING, LISTENER),
                row(HalfServers::ipv6Only, "up on IPv6 only", NOTHING, LISTENER),
                row(HalfServers::elsewhere, "up on another port", NOTHING, LISTENER));
    }

    private static Arguments row(Start start, String server, String thrown, String recognisedBy) {
        return arguments(server, thrown, recognisedBy, start);
    }

    @BeforeAll
    static void startForeignProcess() throws IOException {
        foreign = ForeignProcess.start();
        // Servers need not tell the log of the build about the failures that are wanted here.
        LogManager.getLogManager().reset();
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        usualHandler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    }

    @AfterAll
    static void endForeignProcess() throws IOException {
        Thread.setDefaultUncaughtExceptionHandler(usualHandler);
        Objects.requireNonNull(foreign).close();
    }

    @ParameterizedTest(name = "{0} throws {1}, recognised by {2}")
    @MethodSource("table")
    void isReported(String server, String thrown, String recognisedBy, Start start) {
        ForeignProcess other = Objects.requireNonNull(foreign);
        Outcome outcome = Outcome.of(TakenPortRun.of(other, start));

        assertThat(outcome.thrown()).isEqualTo(thrown);
        assertThat(outcome.recognisedBy()).isEqualTo(recognisedBy);
        assertThat(outcome.report()).contains(" is taken: pid " + other.pid() + " listens on it.");
    }

    /** Shows that nothing but the other process lets the tests above fail. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void startsOnAFreePort(String server, String thrown, String recognisedBy, Start start) {
        TakenPortRun run = TakenPortRun.of(start);

        run.skipIfSkipped();
        assertThat(run.reported()).isNull();
    }
}
