package dev.freeport.samples.mainjob;

import dev.freeport.samples.processes.ParentWatch;
import java.io.IOException;
import java.util.List;

/**
 * A process that uses up dynamic ports as a busy machine does, until its parent closes its input or is gone.
 *
 * <p>All three kinds are needed: Linux gives even ports to those who connect and odd ones to those who bind port 0.
 */
final class Storm {
    /** It ends by itself after so long, and so after so many connections. */
    private static final int SECONDS_AT_MOST = 120;

    private static final int CONNECTIONS_PER_SECOND = 2000;
    private static final int BOUND_CONNECTIONS_PER_SECOND = 200;
    private static final int SERVERS_PER_SECOND = 200;

    private Storm() {}

    /** Prints its counts as one line when it ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println(blow(Integer.parseInt(arguments[0]), SECONDS_AT_MOST, ParentWatch::awaitEnd));
    }

    /** Blows at a part of its full strength until the wait returns; the kinds end by themselves when time is up. */
    static StormCounts blow(int divisor, int seconds, Runnable untilEnd) throws IOException, InterruptedException {
        int serversPerSecond = SERVERS_PER_SECOND / divisor;
        try (Sink sink = Sink.open();
                PassingServers servers = new PassingServers(serversPerSecond)) {
            Paced connections = new Paced(CONNECTIONS_PER_SECOND / divisor, seconds, sink::connect);
            Paced bound = new Paced(BOUND_CONNECTIONS_PER_SECOND / divisor, seconds, sink::bindAndConnect);
            Paced passing = new Paced(serversPerSecond, seconds, servers::next);
            List<Paced> all = List.of(connections, bound, passing);
            List<Thread> threads = all.stream().map(Thread::new).toList();
            threads.forEach(Thread::start);
            untilEnd.run();
            all.forEach(Paced::stop);
            for (Thread thread : threads) {
                thread.join();
            }
            long failed = all.stream().mapToLong(Paced::failed).sum();
            return new StormCounts(connections.done(), bound.done(), passing.done(), failed);
        }
    }
}
