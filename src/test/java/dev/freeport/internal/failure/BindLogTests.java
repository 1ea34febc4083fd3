package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortDiagnosis;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is read of the log of binds, and whether a JVM writes one. */
class BindLogTests {
    @TempDir
    Path directory;

    private Path log;
    private @Nullable String rules;
    private @Nullable String file;

    @BeforeEach
    void bindBefore() throws IOException {
        // from the first bind on, the JDK reads the properties no more
        new ServerSocket(0).close();
        rules = System.getProperty(BindLog.RULES);
        file = System.getProperty(BindLog.LOG);
        log = directory.resolve("binds.log");
    }

    @AfterEach
    void restore() {
        set(BindLog.RULES, rules);
        set(BindLog.LOG, file);
    }

    @Test
    void namesThePortsOfTheLastBindsTheLatestFirst() throws IOException {
        write(bind(20001) + bind(20002) + "CONNECT to localhost/127.0.0.1:20003 (socket protocol)\n" + bind(0)
                + bind(20001) + "BIND to");

        assertThat(new BindLog(log).lastPorts()).containsExactly(20001, 20002);
    }

    @Test
    void namesEight() throws IOException {
        write(IntStream.rangeClosed(20001, 20020).mapToObj(BindLogTests::bind).collect(Collectors.joining()));

        assertThat(new BindLog(log).lastPorts())
                .containsExactly(20020, 20019, 20018, 20017, 20016, 20015, 20014, 20013);
    }

    @Test
    void readsTheEndOfALongLog() throws IOException {
        String end = "\n" + bind(20002);
        write(bind(20001) + "x".repeat(65_536 - end.length()) + end);

        assertThat(new BindLog(log).lastPorts()).containsExactly(20002);
    }

    @Test
    void namesNoneWithoutALog() {
        assertThat(new BindLog(log).lastPorts()).isEmpty();
    }

    @Test
    void isThatOfThisJvmIfBothPropertiesOfTheJdkAreSet() throws IOException {
        write(bind(20001));

        set(BindLog.LOG, log.toString());
        set(BindLog.RULES, null);
        assertThat(BindLog.lastPortsOfThisJvm()).isEmpty();

        set(BindLog.RULES, directory.toString());
        assertThat(BindLog.lastPortsOfThisJvm()).containsExactly(20001);

        set(BindLog.LOG, "");
        assertThat(BindLog.lastPortsOfThisJvm()).isEmpty();

        set(BindLog.LOG, null);
        assertThat(BindLog.lastPortsOfThisJvm()).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the JDK logs its binds on Linux only")
    void isStartedByTheRuleOfTheJdkUnlessTheUserHasOne() throws IOException {
        set(BindLog.LOG, null);
        set(BindLog.RULES, "mine");
        BindLog.start();
        assertThat(System.getProperty(BindLog.RULES)).isEqualTo("mine");
        assertThat(System.getProperty(BindLog.LOG)).isNull();

        set(BindLog.RULES, null);
        BindLog.start();
        assertThat(Path.of(System.getProperty(BindLog.RULES))).hasContent(BindLog.RULE.strip());
        assertThat(Path.of(System.getProperty(BindLog.LOG))).isEmptyFile();
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.WINDOWS},
            disabledReason = "owners as Linux and Windows show them")
    void namesThePortOfAFailureThatNamesNone() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket last = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write(bind(first.getLocalPort()) + bind(last.getLocalPort()));
            set(BindLog.LOG, log.toString());
            set(BindLog.RULES, directory.toString());

            assertThat(ports(new BindException("Address already in use"))).containsExactly(last.getLocalPort());
        }
        assertThat(ports(new BindException("Address already in use")))
                .as("of ports that are free again, none")
                .isEmpty();
    }

    private static List<Integer> ports(Throwable failure) {
        return BindFailureExplainer.find(failure, List.of()).stream()
                .flatMap(found -> found.diagnoses().stream())
                .map(PortDiagnosis::port)
                .toList();
    }

    private static String bind(int port) {
        return "BIND to localhost/127.0.0.1:" + port + " (socket protocol)\n";
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text);
    }

    private static void set(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }
}
