package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A test that passes pays nothing for what would explain its failure. */
class NothingIsLoadedTests {
    private static final Pattern LOADED = Pattern.compile("(\\S+) source:");

    private static final Pattern EXPLAINING = Pattern.compile(
            "dev\\.freeport\\.(?:owner|diagnosis|internal\\.(?:os|process|socket))\\..+|com\\.sun\\.jna\\..+");

    /** What the JVM makes at run time of a lambda, a method reference, or a method of a record that is not spelled out. */
    private static final Pattern GENERATED =
            Pattern.compile("dev\\.freeport\\..+\\$\\$Lambda.*|java\\.lang\\.runtime\\.ObjectMethods");

    /** A few more than a first reservation loads in a new directory. */
    private static final int MOST_OF_OURS = 95;

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere it is asked by a command or by JNA")
    void untilSomethingHasFailed() throws IOException {
        List<String> classes = classesOf("reserve");
        assertThat(classes)
                .filteredOn(EXPLAINING.asMatchPredicate())
                .as("but what tells the system and which process this JVM is, as its reservation tells others")
                .allMatch(
                        name -> name.matches(
                                "dev\\.freeport\\.internal\\.(os\\.OperatingSystem|process\\.(ProcessIdentity(\\$Current)?|ProcStat|ProcFile))"));
        assertThat(classes).as("each takes a fresh JVM 0.4 to 13 ms").noneMatch(GENERATED.asMatchPredicate());
        assertThat(classes)
                .filteredOn(name -> name.startsWith("dev.freeport."))
                .as("each takes a quarter of a millisecond")
                .hasSizeLessThan(MOST_OF_OURS);
    }

    @Test
    void whichIsSeenInTheLogAsAnExplanationShowsThem() throws IOException {
        assertThat(classesOf("explain"))
                .contains("dev.freeport.diagnosis.Diagnoser", "dev.freeport.internal.socket.SocketTable")
                .anyMatch(GENERATED.asMatchPredicate());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere it is asked by a command or by JNA")
    void norNativeCodeIfAServerListens() throws IOException {
        assertThat(classesOf("explain"))
                .noneMatch(name -> name.startsWith("com.sun.jna") || name.startsWith("dev.freeport.internal.os.Jna"));
    }

    private List<String> classesOf(String what) throws IOException {
        Path log = directory.resolve("classes-" + what + ".txt");
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(),
                List.of("-Xlog:class+load:file=" + log),
                System.getProperty("java.class.path"),
                Passing.class,
                directory.resolve("ports"),
                what)) {
            assertThat(jvm.readLine()).isEqualTo("served twice");
        }
        return Files.readAllLines(log).stream()
                .map(LOADED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    /** Arguments: directory, and {@code explain} to explain a port on which a server listens. */
    static final class Passing {
        public static void main(String[] arguments) throws IOException {
            System.setProperty(PortRequest.DIRECTORY, arguments[0]);
            try (PortReservation reservation = FreePorts.reserve()) {
                new ServerSocket(reservation.port()).close();
                try (ServerSocket server = new ServerSocket(reservation.port())) {
                    if (arguments[1].equals("explain")) {
                        FreePorts.explain(server.getLocalPort());
                    }
                }
            }
            System.out.println("served twice");
            System.in.read();
        }
    }
}
