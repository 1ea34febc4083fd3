package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which line of a stack trace is shown to the reader. */
class TestFrameTests {
    private static final StackTraceElement JDK = frame("sun.nio.ch.Net", "Net.java", 530);
    private static final StackTraceElement SERVER = frame("com.acme.Server", "Server.java", 12);
    private static final StackTraceElement TEST = frame("com.acme.ShopTests", "ShopTests.java", 31);
    private static final StackTraceElement JUNIT =
            frame("org.junit.platform.commons.util.ReflectionUtils", "ReflectionUtils.java", 767);
    private static final StackTraceElement MAIN = new StackTraceElement("com.acme.Runner", "main", "Runner.java", 5);
    private static final StackTraceElement THREAD = frame("java.lang.Thread", "Thread.java", 833);

    @Test
    void areThoseBetweenTheJdkAndTheFramework() {
        assertThat(TestFrame.all(new StackTraceElement[] {JDK, SERVER, TEST, JUNIT, MAIN}))
                .containsExactly(SERVER, TEST);
    }

    @Test
    void areNoneOfTheFrameworkAboveTheTest() {
        assertThat(TestFrame.all(new StackTraceElement[] {JUNIT, SERVER, TEST, JUNIT, MAIN}))
                .as("an assertion of JUnit called the server")
                .containsExactly(SERVER, TEST);
    }

    @Test
    void areNoneIfNoFrameworkCalledTheTest() {
        assertThat(TestFrame.all(new StackTraceElement[] {JDK, SERVER, TEST, MAIN}))
                .isEmpty();
    }

    @Test
    void areThoseAboveWhatJUnit6Removed() {
        assertThat(TestFrame.all(new StackTraceElement[] {JDK, SERVER, TEST})).containsExactly(SERVER, TEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.ArrayList",
                "javax.net.ServerSocketFactory",
                "jdk.internal.misc.VM",
                "com.sun.net.httpserver.HttpServer",
                "kotlin.io.CloseableKt",
                "groovy.lang.Closure",
                "io.netty.channel.nio.NioEventLoop",
                "reactor.netty.tcp.TcpServer",
                "org.apache.catalina.startup.Tomcat",
                "org.eclipse.jetty.server.Server",
                "org.springframework.boot.SpringApplication"
            })
    void areNoneOfLibrariesThatBindPortsForTests(String library) {
        assertThat(TestFrame.all(new StackTraceElement[] {frame(library, "Library.java", 1), TEST, JUNIT}))
                .containsExactly(TEST);
    }

    @Test
    void haveAFileAndALine() {
        assertThat(TestFrame.all(new StackTraceElement[] {
                    frame("com.acme.Generated", null, 3),
                    frame("com.acme.Native", "Native.java", -2),
                    frame("com.acme.Proxy", "Proxy.java", 0),
                    TEST,
                    JUNIT
                }))
                .containsExactly(TEST);
    }

    @Test
    void isTheOutermostOfTheFirstFailureThatHasOne() {
        assertThat(TestFrame.of(List.of(
                        failed(new IOException(), JDK, THREAD),
                        failed(new IOException(), SERVER, TEST, JUNIT),
                        failed(new IOException(), SERVER, JUNIT))))
                .isEqualTo("ShopTests.java:31");
    }

    @Test
    void isThatOfTheBindFailureInPreference() {
        assertThat(TestFrame.of(List.of(
                        failed(new IOException(), TEST, JUNIT), failed(new BindException(), JDK, SERVER, JUNIT))))
                .isEqualTo("Server.java:12");
    }

    @Test
    void isNoneWithoutATest() {
        assertThat(TestFrame.of(List.of(failed(new BindException(), JDK, SERVER, THREAD))))
                .isEmpty();
    }

    private static Throwable failed(Throwable failure, StackTraceElement... trace) {
        failure.setStackTrace(trace);
        return failure;
    }

    private static StackTraceElement frame(String type, @Nullable String file, int line) {
        return new StackTraceElement(type, "run", file, line);
    }
}
