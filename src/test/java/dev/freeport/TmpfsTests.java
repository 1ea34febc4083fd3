package dev.freeport;

import static dev.freeport.condition.Prerequisite.MOUNT_NAMESPACES;
import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that meet on a disk of their own, which gets full or read-only while they do. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "mount namespaces")
@EnabledIfAvailable({MOUNT_NAMESPACES, NETWORK_NAMESPACES})
class TmpfsTests {
    @TempDir
    Path disk;

    /** In a network of their own, and so far from each other that their words lie in two pages of the ledger. */
    private static final String TWO_PORTS = "20000,30000";

    @Test
    void thatGetsFullKeepsPortsApartWithOneWarning() throws Exception {
        try (ForkedJvm one = onNewDisk();
                ForkedJvm other = beside(one)) {
            String first = one.ask("reserve");
            run(one, "cat /dev/zero > " + disk + "/zeros 2> /dev/null; ! echo x >> " + disk + "/zeros 2> /dev/null");

            List<String> warnings = new ArrayList<>();
            assertThat(askNoting(other, "reserve", warnings)).matches("[0-9]+").isNotEqualTo(first);
            assertThat(askNoting(other, "reserve", warnings)).startsWith("none: ");
            assertThat(askNoting(one, "reserve", warnings)).startsWith("none: ");
            assertThat(askNoting(one, "release", warnings)).isEqualTo("done");
            assertThat(askNoting(one, "reserve", warnings)).isEqualTo(first);
            assertThat(askNoting(other, "release", warnings)).isEqualTo("done");
            assertThat(askNoting(one, "reserve", warnings)).as("both are free").matches("[0-9]+");
            assertThat(warnings)
                    .singleElement(as(InstanceOfAssertFactories.STRING))
                    .matches("WARNING: The journal " + disk + "/journal-.*\\.tsv ends here: No space left on device");
        }
    }

    @Test
    void thatBecomesReadOnlyKeepsThePortsOfWhoWasThereBefore() throws Exception {
        try (ForkedJvm one = onNewDisk();
                ForkedJvm other = beside(one)) {
            String first = one.ask("reserve");
            String second = ReservingJvm.ask(other, "reserve");
            assertThat(first).matches("[0-9]+").isNotEqualTo(second);
            run(one, "mount -o bind " + disk + " " + disk + " && mount -o remount,bind,ro " + disk);
            run(one, "! touch " + disk + "/x 2> /dev/null");

            assertThat(ReservingJvm.ask(one, "reserve")).startsWith("none: ");
            assertThat(one.ask("release")).as("its files are open").isEqualTo("done");
            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(first);
            assertThat(ReservingJvm.ask(one, "reserve")).startsWith("none: ");
        }
    }

    @Test
    void thatIsReadOnlyIsRefusedIfSomebodyAskedForIt() throws Exception {
        try (ForkedJvm one = onNewDisk()) {
            run(one, "mount -o remount,ro " + disk);
            assertThat(one.ask("reserve"))
                    .isEqualTo("none: No port for a test: freeport.directory (" + disk
                            + ") is not writable for this process."
                            + " It must be a directory that this user may write. It is set as a system property.");
        }
    }

    /** The pages of the ledger are made when they are first written. */
    private ForkedJvm onNewDisk() {
        String mount = "mount -t tmpfs -o size=256k,mode=700 tmpfs " + disk + " && exec \"$@\"";
        return start(List.of("unshare", "-m", "-n", "sh", "-c", mount, "sh"));
    }

    /** Starts a JVM that sees the disk of another. */
    private ForkedJvm beside(ForkedJvm one) {
        assertThat(one.ask("explain 1")).isEqualTo("free");
        return start(List.of("nsenter", "-m", "-n", "-t", "" + one.pid()));
    }

    private ForkedJvm start(List<String> by) {
        return ReservingJvm.start(by, List.of("-Dfreeport.directory=" + disk), TWO_PORTS);
    }

    /** Asks, and keeps the texts of warnings. */
    private static String askNoting(ForkedJvm jvm, String command, List<String> warnings) {
        String line = jvm.ask(command);
        while (line.startsWith("WARNING: ")) {
            warnings.add(line);
            line = jvm.readLine();
        }
        return line;
    }

    /** Runs a command where a JVM sees it; it must succeed. */
    private static void run(ForkedJvm where, String command) throws Exception {
        assertThat(where.ask("explain 1")).as("it is there").isEqualTo("free");
        assertThat(new ProcessBuilder("nsenter", "-m", "-t", "" + where.pid(), "sh", "-c", command)
                        .inheritIO()
                        .start()
                        .waitFor())
                .as(command)
                .isZero();
    }
}
