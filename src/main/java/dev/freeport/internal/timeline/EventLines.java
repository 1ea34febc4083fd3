package dev.freeport.internal.timeline;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.registry.WaitRecord;
import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an event file, which {@code events.js} reads.
 *
 * <pre>
 * ["jvm", pid, start, title, directory, Java version, host, build process, command of the build]
 * ["host", name of the stack, source, lowest unprivileged port, dynamic TCP, dynamic UDP, [[low, high, reason], ...]]
 * ["pool", description, ranges]
 * ["+", time, port, protocols, purpose, guard socket or no guard socket]  ["-", time, port, protocols]
 * ["!", time, port, protocols, reason, explanation]  ["~", time, port, protocols, owner, explanation]
 * ["w", time, requested port or 0, protocols, purpose, end, granted port or 0]
 * ["x", time, port or 0, protocols, test, reason, explanation]
 * ["full", time]  ["end", time]
 * </pre>
 */
final class EventLines {
    private EventLines() {}

    static JsonLine jvm(ProcessIdentity jvm, BuildProcess build) {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return new JsonLine("jvm")
                .add(jvm.pid())
                .add(start)
                .add(title(System.getProperty("sun.java.command", ""), System.getProperty("org.gradle.test.worker")))
                .add(System.getProperty("user.dir", ""))
                .add(System.getProperty("java.version", ""))
                .add(hostName())
                .add(build.name() + ", pid " + build.identity().pid())
                .add(build.command());
    }

    /** Returns the program that a JVM runs, without its arguments, which may contain secrets. */
    static String title(String command, @Nullable String gradleWorker) {
        if (gradleWorker != null) {
            return "Gradle test worker " + gradleWorker;
        }
        String main = command.strip().split("\\s", 2)[0];
        String name = main.substring(Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\')) + 1);
        return name.startsWith("surefirebooter") || name.endsWith("ForkedBooter") ? "Surefire fork" : name;
    }

    private static String hostName() {
        try {
            return Files.readAllLines(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8)
                    .get(0);
        } catch (IOException | IndexOutOfBoundsException notLinux) {
            String name = System.getenv("COMPUTERNAME");
            return name == null ? "" : name;
        }
    }

    static JsonLine host(HostStack stack) {
        JsonLine line = new JsonLine("host")
                .add(stack.profile().title())
                .add(stack.source())
                .add(stack.privilegedLimit())
                .add(stack.dynamic(Protocol.TCP))
                .add(stack.dynamic(Protocol.UDP))
                .begin();
        for (ExcludedRange excluded : stack.exclusions()) {
            PortRange range = excluded.range();
            line.begin()
                    .add(range.low())
                    .add(range.high())
                    .add(excluded.reason())
                    .end();
        }
        return line.end();
    }

    static JsonLine pool(PortPool pool) {
        return new JsonLine("pool").add(pool.toString()).add(ranges(pool));
    }

    private static List<PortRange> ranges(PortPool pool) {
        List<PortRange> ranges = new ArrayList<>();
        int low = 0;
        int high = -1;
        for (int i = 0; i < pool.size(); i++) {
            int port = pool.next(high + 1);
            if (high >= 0 && port != high + 1) {
                ranges.add(new PortRange(low, high));
            }
            low = high < 0 || port != high + 1 ? port : low;
            high = port;
        }
        if (high >= 0) {
            ranges.add(new PortRange(low, high));
        }
        return ranges;
    }

    static JsonLine reserved(Reservation reservation) {
        return of("+", reservation.since(), reservation.port(), reservation.options())
                .add(reservation.options().purpose())
                .add(reservation.isGuarded() ? "guard socket" : "no guard socket");
    }

    static JsonLine released(Reservation reservation) {
        return of("-", Instant.now(), reservation.port(), reservation.options());
    }

    static JsonLine bindFailed(Reservation reservation, String why, String explanation) {
        return of("!", Instant.now(), reservation.port(), reservation.options())
                .add(why)
                .add(explanation);
    }

    static JsonLine leaked(Reservation reservation, String who, String explanation) {
        return of("~", Instant.now(), reservation.port(), reservation.options())
                .add(who)
                .add(explanation);
    }

    static JsonLine waited(WaitRecord wait, @Nullable Reservation granted) {
        return of("w", wait.since(), wait.port(), wait.options())
                .add(wait.options().purpose())
                .add(Instant.now())
                .add(granted == null ? 0 : granted.port());
    }

    /** Of a test that failed of a bind: to a port that is reserved or not, or 0 if that is not known. */
    static JsonLine testFailed(Protocol protocol, int port, String test, String why, String explanation) {
        return new JsonLine("x")
                .add(Instant.now())
                .add(port)
                .add(protocol.toString())
                .add(test)
                .add(why)
                .add(explanation);
    }

    private static JsonLine of(String kind, Instant time, int port, ReservationOptions options) {
        boolean both = options.protocols().size() == 2;
        return new JsonLine(kind)
                .add(time)
                .add(port)
                .add(both ? "tcp+udp" : options.protocols().contains(Protocol.TCP) ? "tcp" : "udp");
    }
}
