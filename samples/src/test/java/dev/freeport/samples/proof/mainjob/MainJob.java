package dev.freeport.samples.proof.mainjob;

import dev.freeport.samples.proof.occupied.OccupiedPortRun;
import dev.freeport.samples.proof.processes.Ended;
import dev.freeport.samples.proof.processes.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs the suites on Freeport's ports and on classic ones under the same storm, and says what came of it. */
final class MainJob {
    /** Outside a namespace of its own the storm shares the ports with everything else on the machine. */
    static final int GENTLE_DIVISOR = 10;

    /** How often every JVM runs its suite. */
    private static final int USUAL_PASSES = 4;

    private static final int ROUND_SECONDS_AT_MOST = 340;
    private static final int SECONDS_BETWEEN_LINES = 5;

    private final Path folder;
    private final int passes;
    private final OwnNetwork network;

    private MainJob(Path folder, int passes, OwnNetwork network) {
        this.folder = folder;
        this.passes = passes;
        this.network = network;
    }

    /** Takes its folder and, where JVMs are slow, in how few passes the suites are run. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int passes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : USUAL_PASSES;
        MainJob job = new MainJob(Path.of(arguments[0]), passes, OwnNetwork.ifPossible());
        Summary summary = job.run();
        System.out.println();
        System.out.println(new SummaryText(summary).complete());
        System.exit(summary.isGood() ? 0 : 1);
    }

    private Summary run() throws IOException, InterruptedException {
        say("[1/3] Real servers on @FreePort ports, " + Round.JVMS + " JVMs under a storm of connections: about 30 s");
        RoundResult freeport = round(Choice.FREEPORT);
        say("[2/3] The same on ports chosen the classic way (bind port 0, close, use the number): about 30 s");
        RoundResult classic = round(Choice.CLASSIC);
        say("[3/3] A port that another process really has: about 1 s");
        return new Summary(freeport, classic, OccupiedPortRun.now(), network);
    }

    private RoundResult round(Choice choice) throws IOException, InterruptedException {
        RoundFiles files = new RoundFiles(folder.resolve(choice.folder()));
        files.prepare();
        Process round = new JavaCommand()
                .sameProperty("freeport.directory")
                .main(
                        network.command(),
                        Round.class,
                        choice,
                        files.folder(),
                        network.isPossible() ? 1 : GENTLE_DIVISOR,
                        passes)
                .redirectErrorStream(true)
                .redirectOutput(files.log("round").toFile())
                .start();
        boolean done = waitFor(round);
        Ended.byClosingInput(round);
        if (!done || round.exitValue() != 0) {
            throw new IOException("A round did not finish; its processes' logs are in " + files.folder() + ". It said: "
                    + Files.readString(files.log("round")));
        }
        return files.result();
    }

    /** Says every few seconds that it goes on. */
    private static boolean waitFor(Process round) throws InterruptedException {
        for (int seconds = SECONDS_BETWEEN_LINES; seconds <= ROUND_SECONDS_AT_MOST; seconds += SECONDS_BETWEEN_LINES) {
            if (round.waitFor(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS)) {
                return true;
            }
            say("      " + seconds + " s");
        }
        return false;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
