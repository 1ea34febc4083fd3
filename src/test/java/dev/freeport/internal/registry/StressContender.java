package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A JVM that takes and returns ports in all ways and as fast as it can, with two copies of the library and two threads in
 * each, and tells the oracle. It ends after its time, when the oracle has seen enough, or when its standard input ends.
 */
public final class StressContender {
    private static final int COPIES = 2;
    private static final int THREADS = 2;
    private static final long LONGEST_HOLD_NANOS = 400_000;
    private static final long STRIKE_NANOS = 2_000_000;
    private static final ReservationOptions TCP = new ReservationOptions("contender", Duration.ZERO);

    private static final ReservationOptions[] KINDS = {
        TCP,
        TCP.withHolding(ReservationOptions.Holding.GUARDED),
        TCP.withProtocols(Set.of(Protocol.UDP)),
        TCP.withProtocols(Set.of(Protocol.TCP, Protocol.UDP))
    };

    private final PortRegistry registry;
    private final PortPool pool;
    private final StressOracle oracle;
    private final long enough;
    private final long reservations;
    private final long deadline;
    private final AtomicLong rounds = new AtomicLong();

    private StressContender(StressTask task) throws Exception {
        registry = new PortRegistry(
                RegistryFiles.open(task.directory(), "test", SystemCalls.SYSTEM), task.guards(), GuardSockets.SYSTEM);
        pool = TestPorts.pool(task.ranges());
        oracle = StressOracle.open(task.oracle());
        enough = task.enough();
        reservations = task.reservations();
        deadline = System.nanoTime() + task.nanos();
    }

    /** Takes the arguments of {@link StressTask}. Prints {@code up} and {@code rounds N}. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("up");
        endWithInput();
        List<Thread> copies = new ArrayList<>();
        AtomicLong rounds = new AtomicLong();
        for (int copy = 0; copy < COPIES; copy++) {
            ClassLoader loader = copy == 0 ? StressContender.class.getClassLoader() : copyOfTheLibrary();
            int number = copy * THREADS;
            copies.add(thread(() -> rounds.addAndGet((long) loader.loadClass(StressContender.class.getName())
                    .getMethod("contend", String[].class, int.class)
                    .invoke(null, arguments, number))));
        }
        for (Thread copy : copies) {
            copy.join();
        }
        System.out.println("rounds " + rounds);
        System.exit(0);
    }

    /** Called by reflection, once in each copy of the library. Returns how often a port was had. */
    public static long contend(String[] arguments, int number) throws Exception {
        StressTask task = StressTask.parse(arguments);
        StressContender contender = new StressContender(task);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long owner = StressOracle.owner(number + i);
            workers.add(thread(() -> contender.work(owner)));
        }
        if (task.adversary().isInside()) {
            while (contender.goesOn()) {
                task.adversary().strikeIfPermitted(task.directory());
                if (task.adversary() == StressAdversary.INTERRUPT) {
                    workers.forEach(Thread::interrupt);
                }
                LockSupport.parkNanos(STRIKE_NANOS);
            }
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return contender.rounds.get();
    }

    private boolean goesOn() {
        return System.nanoTime() < deadline
                && oracle.doubleOwners() < enough
                && oracle.rounds() < reservations
                && !oracle.isOver();
    }

    private void work(long owner) throws Exception {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        do { // once at least, however late it gets its turn
            List<Reservation> held = take(random);
            for (Reservation reservation : held) {
                for (Protocol protocol : reservation.options().protocols()) {
                    oracle.enter(PortFileLock.slot(protocol, reservation.port()), owner);
                }
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_HOLD_NANOS));
            Thread.interrupted();
            for (Reservation reservation : held) {
                for (Protocol protocol : reservation.options().protocols()) {
                    oracle.leave(PortFileLock.slot(protocol, reservation.port()), owner);
                }
                reservation.release();
                rounds.incrementAndGet();
                oracle.countRound();
            }
        } while (goesOn());
    }

    private List<Reservation> take(ThreadLocalRandom random) {
        ReservationOptions options = KINDS[random.nextInt(KINDS.length)];
        try {
            switch (random.nextInt(6)) {
                case 0:
                    return new PoolSearch(registry, pool, options).several(2);
                case 1:
                    return new PoolSearch(registry, pool, options).contiguous(2);
                case 2:
                    int port = pool.port(random.nextInt(pool.size()));
                    return List.of(new FixedPortWait(registry, port, options).await(Duration.ofMillis(1)));
                default:
                    return List.of(new PoolSearch(registry, pool, options).one());
            }
        } catch (PoolExhaustedException | PortRefusedException othersHaveThem) {
            return List.of();
        }
    }

    private static ClassLoader copyOfTheLibrary() throws MalformedURLException {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    private static void endWithInput() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // as good as the end
            }
            Runtime.getRuntime().halt(0);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static Thread thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                e.printStackTrace(System.out);
                System.out.println("broken: " + e);
                Runtime.getRuntime().halt(1);
            }
        });
        thread.start();
        return thread;
    }

    private interface Work {
        void run() throws Exception;
    }
}
