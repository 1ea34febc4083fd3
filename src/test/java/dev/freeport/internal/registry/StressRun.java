package dev.freeport.internal.registry;

import dev.freeport.ForkedJvm;
import dev.freeport.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Some JVMs that contend for a few ports, of which one is killed and started anew again and again. */
final class StressRun {
    private static final String RANGE = TestPorts.range(6);
    private static final int LONG_RUN_JVMS = 6;

    /** Four for each thread of the long run, so that most of its time goes to reservations and not to refusals. */
    private static final int LONG_RUN_PORTS = 96;

    private static final long KILL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /** The long run counts reservations, so that most of its time must not go to JVMs that start. */
    private static final long LONG_RUN_KILL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long STRIKE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    /**
     * Files that cannot be used are opened again within a second. JVMs have recovered once there was no double owner for so
     * long, however late that is on a machine with much else to do; one that has given up makes thousands a second.
     */
    private static final long RECOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final long RECOVERY_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long REMOVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final StressTask task;
    private final StressOracle oracle;
    private final int size;
    private final long killNanos;
    private final List<ForkedJvm> jvms = new ArrayList<>();

    private StressRun(StressTask task, int size, long killNanos) throws IOException {
        this.task = task;
        this.size = size;
        this.killNanos = killNanos;
        this.oracle = StressOracle.open(task.oracle());
    }

    /**
     * Lets JVMs contend.
     *
     * @param enough how many double owners end it before its time
     */
    static StressResult of(
            Path parent, int jvms, Set<GuardKind> guards, StressAdversary adversary, double seconds, long enough)
            throws IOException {
        StressTask task = task(parent, guards, adversary, (long) (seconds * 1e9), enough);
        return new StressRun(task, jvms, KILL_NANOS).run(task.nanos(), Long.MAX_VALUE);
    }

    /**
     * Lets JVMs contend beside an adversary for some seconds, then without it until they have recovered, and then for some
     * seconds more.
     */
    static StressResult pastRecovery(
            Path parent, int jvms, Set<GuardKind> guards, StressAdversary adversary, double strikes, double later)
            throws IOException {
        StressTask task = task(parent, guards, adversary, RECOVERY_LIMIT_NANOS, Long.MAX_VALUE);
        return new StressRun(task, jvms, KILL_NANOS).run((long) (strikes * 1e9), (long) (later * 1e9));
    }

    private static StressTask task(
            Path parent, Set<GuardKind> guards, StressAdversary adversary, long nanos, long enough) {
        return new StressTask(
                parent.resolve("registry"),
                RANGE,
                guards,
                parent.resolve("oracle"),
                adversary,
                nanos,
                enough,
                Long.MAX_VALUE);
    }

    /** Lets six JVMs make so many reservations, with these guards, while one after the other is killed. */
    static StressResult ofReservations(Path parent, Set<GuardKind> guards, long reservations, long enough)
            throws IOException {
        StressTask task = new StressTask(
                parent.resolve("registry"),
                TestPorts.range(LONG_RUN_PORTS),
                guards,
                parent.resolve("oracle"),
                StressAdversary.NOTHING,
                TimeUnit.DAYS.toNanos(1),
                enough,
                reservations);
        return new StressRun(task, LONG_RUN_JVMS, LONG_RUN_KILL_NANOS).run(task.nanos(), Long.MAX_VALUE);
    }

    /** Runs until its time is over, or, after the strikes, the JVMs have recovered for so long. */
    private StressResult run(long strikes, long laterNanos) throws IOException {
        int killed = 0;
        long early = 0;
        boolean recovered = false;
        try {
            for (int i = 0; i < size; i++) {
                start();
            }
            jvms.forEach(ForkedJvm::readLine);
            long start = System.nanoTime();
            long lastEarly = start + strikes;
            long nextKill = System.nanoTime() + killNanos;
            long recovery = start;
            while (System.nanoTime() - start < task.nanos()
                    && !(recovered && System.nanoTime() - recovery >= laterNanos)
                    && oracle.doubleOwners() < task.enough()
                    && oracle.rounds() < task.reservations()) {
                LockSupport.parkNanos(task.adversary().isPassing() ? REMOVAL_NANOS : STRIKE_NANOS);
                if (System.nanoTime() - start < strikes) {
                    strike();
                }
                long now = System.nanoTime();
                if (!recovered && now - lastEarly >= RECOVERY_NANOS) {
                    recovered = true;
                    recovery = now;
                }
                if (!recovered && oracle.doubleOwners() > early) {
                    early = oracle.doubleOwners();
                    lastEarly = Math.max(lastEarly, now);
                }
                if (System.nanoTime() > nextKill) {
                    jvms.remove(size - 1).kill();
                    start();
                    killed++;
                    nextKill = System.nanoTime() + killNanos;
                }
            }
            oracle.end();
            for (ForkedJvm jvm : jvms.subList(0, size - 1)) {
                awaitEnd(jvm);
            }
            long later = oracle.doubleOwners() - (recovered ? early : 0);
            return new StressResult(oracle.doubleOwners(), later, oracle.rounds(), killed);
        } finally {
            jvms.forEach(ForkedJvm::close);
        }
    }

    private void start() {
        jvms.add(ForkedJvm.start(StressContender.class, task.arguments()));
    }

    private void strike() throws IOException {
        if (task.adversary() == StressAdversary.STOP) {
            long pid = jvms.get(ThreadLocalRandom.current().nextInt(size)).pid();
            signal("STOP", pid);
            LockSupport.parkNanos(STOP_NANOS);
            signal("CONT", pid);
        } else if (!task.adversary().isInside()) {
            task.adversary().strikeIfPermitted(task.directory());
        }
    }

    private static void signal(String name, long pid) throws IOException {
        try {
            Signals.send(name, pid);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads over warnings. A JVM that does not come to its end is a failure of the library. */
    static void awaitEnd(ForkedJvm jvm) {
        StringBuilder output = new StringBuilder();
        for (String line = jvm.readLine(); !line.equals("<ended>"); line = jvm.readLine()) {
            if (line.startsWith("rounds ")) {
                return;
            }
            output.append(line).append('\n');
        }
        throw new IllegalStateException("pid " + jvm.pid() + " broke:\n" + output);
    }
}
