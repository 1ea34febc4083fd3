package dev.freeport.samples.proof.mainjob;

import dev.freeport.fixture.ConnectionStorm;
import dev.freeport.fixture.StormIntensity;
import dev.freeport.samples.proof.processes.Ended;
import dev.freeport.samples.proof.processes.JavaCommand;
import dev.freeport.samples.proof.processes.ParentWatch;
import dev.freeport.samples.proof.servers.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that runs one round in its own network namespace: the storm first, then all suite JVMs at once. */
final class Round {
    static final int JVMS = 4;

    /**
     * For at most 16 tests at a time: with so few ports, JVMs that do not keep out of each other's way collide.
     */
    static final int PORTS = 24;

    /** Short, because with so few ports they are soon needed again. */
    private static final String COOL_DOWN = "20ms";

    private static final int STORM_FIRST_SECONDS = 8;

    /** Ten times what is usual: a machine may be busy with other things. */
    private static final int SECONDS_AT_MOST = 300;

    private static final Duration STORM_AT_MOST = Duration.ofSeconds(STORM_FIRST_SECONDS + SECONDS_AT_MOST);

    private final Choice choice;
    private final RoundFiles files;

    private Round(Choice choice, RoundFiles files) {
        this.choice = choice;
        this.files = files;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ParentWatch.endWithParent();
        Round round = new Round(Choice.valueOf(arguments[0]), new RoundFiles(Path.of(arguments[1])));
        round.run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        System.exit(0);
    }

    /**
     * Runs it.
     *
     * @param passes how often every JVM runs its suite
     */
    private void run(int stormDivisor, int passes) throws IOException, InterruptedException {
        Optional<PortRange> range = PortRange.dynamic();
        if (range.isPresent()) {
            Files.writeString(files.range(), range.get().toString());
        }
        StormIntensity intensity = StormIntensity.DEFAULT.dividedBy(stormDivisor);
        try (ConnectionStorm storm = ConnectionStorm.start(intensity, STORM_AT_MOST)) {
            letItBlow();
            runSuites(PortRange.outside(range, PORTS), passes);
            files.writeStorm(storm.stop());
        }
    }

    /** Until many dynamic ports are used up. */
    private static void letItBlow() throws InterruptedException {
        new CountDownLatch(1).await(STORM_FIRST_SECONDS, TimeUnit.SECONDS);
    }

    private void runSuites(PortRange ports, int passes) throws IOException, InterruptedException {
        List<Process> jvms = new ArrayList<>();
        try {
            for (int jvm = 1; jvm <= JVMS; jvm++) {
                jvms.add(startSuite(jvm, ports, passes));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_AT_MOST);
            for (Process jvm : jvms) {
                if (!jvm.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new IOException("A suite was not done after " + SECONDS_AT_MOST + " seconds");
                }
            }
            Files.writeString(files.finished(), Long.toString(endedWell(jvms)));
        } finally {
            for (Process jvm : jvms) {
                Ended.byClosingInput(jvm);
            }
        }
    }

    static long endedWell(List<Process> jvms) {
        return jvms.stream().filter(jvm -> jvm.exitValue() == 0).count();
    }

    private Process startSuite(int jvm, PortRange ports, int passes) throws IOException {
        return new JavaCommand()
                .sameProperty("freeport.directory")
                .property("freeport.ranges", ports.toString())
                .property("freeport.cool-down", COOL_DOWN)
                .property(StartUp.PROPERTY, "true")
                .main(SuiteJvm.class, choice, passes, files.suite(jvm))
                .redirectErrorStream(true)
                .redirectOutput(files.log("jvm-" + jvm).toFile())
                .start();
    }
}
