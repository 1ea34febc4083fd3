package dev.freeport;

import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.condition.Proofs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** As many JVMs as a large build starts, which together want every port there is. */
@Tag("proof")
@EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces and guard sockets")
@EnabledIfAvailable(NETWORK_NAMESPACES)
class ManyJvmsTests {
    private static final int JVMS = Proofs.choose(12, 64);
    private static final int PORTS_EACH = 20;
    private static final int LOW = 20000;

    @TempDir
    Path directory;

    @Test
    void atOnceGetEachPortOnceAndNoneTwice() throws Exception {
        String pool = LOW + "-" + (LOW + JVMS * PORTS_EACH - 1);
        ExecutorService threads = Executors.newFixedThreadPool(JVMS);
        try (ForkedJvm network = ReservingJvm.start(
                List.of("unshare", "-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"), List.of(), pool)) {
            assertThat(network.ask("explain 1")).as("it is there").isEqualTo("free");
            List<Future<ForkedJvm>> starts = new ArrayList<>();
            List<Future<List<String>>> answers = new ArrayList<>();
            for (int i = 0; i < JVMS; i++) {
                starts.add(threads.submit(() -> start(network, pool)));
            }
            for (Future<ForkedJvm> start : starts) {
                answers.add(threads.submit(reserveAll(start)));
            }
            Set<String> distinct = new HashSet<>();
            try {
                for (Future<List<String>> ports : answers) {
                    distinct.addAll(ports.get());
                }
            } finally {
                for (Future<ForkedJvm> start : starts) {
                    start.get().close();
                }
            }
            assertThat(distinct).allMatch(port -> port.matches("[0-9]+")).hasSize(JVMS * PORTS_EACH);
        } finally {
            threads.shutdownNow();
        }
    }

    private ForkedJvm start(ForkedJvm network, String pool) {
        return ForkedJvm.start(
                List.of("nsenter", "-n", "-t", "" + network.pid()),
                List.of("-Xmx32m", "-Dfreeport.directory=" + directory),
                System.getProperty("java.class.path"),
                ReservingJvm.class,
                pool);
    }

    private static Callable<List<String>> reserveAll(Future<ForkedJvm> start) {
        return () -> {
            ForkedJvm jvm = start.get();
            List<String> ports = new ArrayList<>();
            for (int i = 0; i < PORTS_EACH; i++) {
                ports.add(ReservingJvm.ask(jvm, "reserve"));
            }
            return ports;
        };
    }
}
