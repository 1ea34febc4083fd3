package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes as a made-up {@code /proc} shows them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a /proc of links")
class ProcFactsTests {
    private static final String WORKER = "java -jar /shop/target/surefire/surefirebooter-1.jar /shop/target/surefire x";
    private static final String MAVEN = "java -cp boot.jar org.codehaus.plexus.classworlds.launcher.Launcher verify";

    /** Above any pid of a real process. */
    private static final long PID = 5_000_000;

    private static final long SELF = ProcessIdentity.current().pid();

    @TempDir
    Path proc;

    @Test
    void whatCannotBeReadIsNotKnown() {
        assertThat(ProcFacts.of(proc, PID)).isEqualTo(new ProcessDetails(PID, "[?]", "unknown", Optional.empty()));
    }

    @Test
    void whatIsGarbageIsNotKnown() throws IOException {
        process(PID, 0, "x");
        for (String file : List.of("stat", "cgroup", "comm", "cwd")) {
            Files.deleteIfExists(directory(PID).resolve(file));
            Files.writeString(directory(PID).resolve(file), "garbage\n");
        }

        assertThat(ProcFacts.of(proc, PID)).isEqualTo(new ProcessDetails(PID, "x", "unknown", Optional.empty()));
    }

    @Test
    void readsWhereAProcessRuns() throws IOException {
        process(PID, 20, "nginx -g daemon");
        process(20, 10, MAVEN);
        process(10, 1, "/bin/bash");
        process(1, 0, "/sbin/init");
        Files.writeString(directory(PID).resolve("cgroup"), "0::/system.slice/nginx.service\n");

        OwnerProcess owner = ProcFacts.of(proc, PID);

        assertThat(owner.command()).isEqualTo("nginx -g daemon");
        assertThat(owner.directory()).hasValue("/srv/shop/" + PID);
        assertThat(owner.ancestors()).extracting(Ancestor::toString).containsExactly("20 Maven", "10 bash", "1 init");
        assertThat(owner.unit()).hasValue("unit nginx.service");
        assertThat(owner.kind()).isEqualTo(OwnerKind.OTHER);
    }

    @Test
    void readsEachFileOfAProcessOnce() throws IOException {
        process(PID, 20, "nginx -g daemon");
        process(20, 1, MAVEN);
        ProcProcess process = new ProcProcess(proc, PID);
        assertThat(process.words()).first().isEqualTo("nginx");
        assertThat(process.ancestors()).containsExactly(new ProcProcess(proc, 20), new ProcProcess(proc, 1));
        assertThat(process.ancestors().get(0).words()).first().isEqualTo("java");

        process(PID, 1, "ended");
        process(20, 1, "ended");

        assertThat(process.words()).first().isEqualTo("nginx");
        assertThat(process.ancestors().get(0).words()).first().isEqualTo("java");
        assertThat(process.other(20)).isSameAs(process.ancestors().get(0));
    }

    @Test
    void showsWhatIsInvisible() throws IOException {
        process(PID, 20, "docker-proxy -container-ip 172.17\u202e.0.2 -container-port 80");
        process(20, 0, "java com.acme.Sh\u202eop");
        Files.writeString(directory(PID).resolve("cgroup"), "0::/system.slice/ng\u202einx.service\n");

        OwnerProcess owner = ProcFacts.of(proc, PID);

        assertThat(owner.command()).isEqualTo("docker-proxy -container-ip 172.17\\u202e.0.2 -container-port 80");
        assertThat(owner.forwardsTo()).hasValue("172.17\\u202e.0.2:80");
        assertThat(owner.ancestors()).extracting(Ancestor::toString).containsExactly("20 java Sh\\u202eop");
        assertThat(owner.unit()).hasValue("unit ng\\u202einx.service");
    }

    @Test
    void aTestJvmBelowTheSameMavenIsASibling() throws IOException {
        process(PID, 31, WORKER);
        process(31, 20, "/bin/sh -c java");
        process(SELF, 32, WORKER);
        process(32, 20, "/bin/sh -c java");
        process(20, 10, MAVEN);
        process(10, 1, "/bin/bash");
        process(1, 0, "/sbin/init");

        assertThat(ProcFacts.of(proc, PID).kind()).isEqualTo(OwnerKind.SIBLING_FORK);
    }

    @Test
    void aTestJvmOfAnotherBuildInTheSameShellIsNone() throws IOException {
        process(PID, 20, WORKER);
        process(20, 10, MAVEN);
        process(SELF, 21, WORKER);
        process(21, 10, MAVEN);
        process(10, 1, "/bin/bash");
        process(1, 0, "/sbin/init");

        assertThat(ProcFacts.of(proc, PID).kind()).isEqualTo(OwnerKind.OTHER);
    }

    @Test
    void whatThisJvmStartedIsItsChildWhateverItRuns() throws IOException {
        process(PID, 31, WORKER);
        process(31, SELF, "/bin/sh -c java");
        process(SELF, 20, WORKER);
        process(20, 1, MAVEN);
        process(1, 0, "/sbin/init");

        assertThat(ProcFacts.of(proc, PID).kind()).isEqualTo(OwnerKind.CHILD);
    }

    @Test
    void aTestJvmWithoutABuildAboveItIsLeftOver() throws IOException {
        process(PID, 31, WORKER);
        process(31, 1, "/bin/sh -c java");
        process(1, 0, "/sbin/init");

        assertThat(ProcFacts.of(proc, PID).kind()).isEqualTo(OwnerKind.LEFTOVER_FORK);
    }

    @Test
    void aTestJvmBelowABuildThatIsTheFirstProcessOfAContainerIsNotLeftOver() throws IOException {
        process(PID, 1, WORKER);
        process(1, 0, MAVEN);

        assertThat(ProcFacts.of(proc, PID).kind()).isNotEqualTo(OwnerKind.LEFTOVER_FORK);
    }

    @Test
    void aTestJvmWhoseParentsCannotAllBeReadIsNotLeftOver() throws IOException {
        process(PID, 31, WORKER);
        process(31, 20, "/bin/sh -c java");

        assertThat(ProcFacts.of(proc, PID).kind()).isEqualTo(OwnerKind.OTHER);
    }

    @Test
    void otherTestJvms() {
        assertThat(List.of(
                        "java org.apache.maven.surefire.booter.ForkedBooter",
                        "java @/shop/target/surefire/surefireargs1",
                        "java -cp w.jar worker.org.gradle.process.internal.worker.GradleWorkerMain 'Gradle'",
                        "java com.intellij.rt.junit.JUnitStarter -ideVersion5",
                        "java org.eclipse.jdt.internal.junit.runner.RemoteTestRunner"))
                .allMatch(line -> KnownPrograms.isTestRunner(List.of(line.split(" "))));
        assertThat(KnownPrograms.isTestRunner(List.of("vi", "surefireargs1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/opt/idea/bin/idea",
                "C:\\Program Files\\JetBrains\\IntelliJ IDEA 2026.1\\bin\\idea64.exe",
                "C:\\Users\\me\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe",
                "D:\\eclipse\\eclipse.exe"
            })
    void programsThatAreIdes(String program) {
        assertThat(KnownPrograms.kind(List.of(program))).isEqualTo(OwnerKind.IDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/bin/docker-proxy",
                "/Applications/Docker.app/Contents/MacOS/com.docker.backend",
                "C:\\Program Files\\Docker\\Docker\\resources\\com.docker.backend.exe"
            })
    void programsThatAreDocker(String program) {
        assertThat(KnownPrograms.kind(List.of(program))).isEqualTo(OwnerKind.CONTAINER_ENGINE);
    }

    @Test
    void ides() throws IOException {
        process(PID, 1, "/opt/idea/bin/idea");
        assertThat(ProcFacts.of(proc, PID).kind()).isEqualTo(OwnerKind.IDE);

        process(PID, 1, "/opt/jdk/bin/java -jar /eclipse/plugins/org.eclipse.equinox.launcher_1.6.jar");
        assertThat(ProcFacts.of(proc, PID).kind()).isEqualTo(OwnerKind.IDE);
    }

    @Test
    void dockersProxyForwardsToAContainer() throws IOException {
        process(
                PID,
                1,
                "/usr/bin/docker-proxy -proto tcp -host-ip :: -host-port 8080 -container-ip fd00::2 -container-port 80");

        OwnerProcess owner = ProcFacts.of(proc, PID);
        assertThat(owner.kind()).isEqualTo(OwnerKind.CONTAINER_ENGINE);
        assertThat(owner.forwardsTo()).hasValue("[fd00::2]:80");
    }

    @Test
    void anEndlessChainOfParentsEnds() throws IOException {
        process(PID, 20, WORKER);
        process(20, 20, "/bin/sh");

        assertThat(ProcFacts.of(proc, PID).ancestors()).hasSize(64);
    }

    private Path directory(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    private void process(long pid, long parent, String command) throws IOException {
        Files.createDirectories(directory(pid));
        String name = JvmCommand.lastPart(command.split(" ")[0]);
        Files.writeString(directory(pid).resolve("cmdline"), command.replace(' ', '\0') + "\0");
        Files.writeString(directory(pid).resolve("comm"), name + "\n");
        Files.writeString(
                directory(pid).resolve("stat"),
                pid + " (" + name + ") S " + parent + " 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 189768 1 1");
        Files.deleteIfExists(directory(pid).resolve("cwd"));
        Files.createSymbolicLink(directory(pid).resolve("cwd"), Path.of("/srv/shop/" + pid));
    }
}
