package dev.freeport.samples.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows three servers that must know each other's ports before any of them starts: nine ports. */
class EnsembleTests {
    private final Ensemble ensemble = new Ensemble();

    @BeforeEach
    void start(
            @FreePort(value = "clients", count = 3) int[] clients,
            @FreePort(count = 3) int[] followers,
            @FreePort(count = 3) int[] elections,
            @TempDir Path directory)
            throws Exception {
        for (int i = 0; i < 3; i++) {
            ensemble.add("127.0.0.1:%d:%d;127.0.0.1:%d".formatted(followers[i], elections[i], clients[i]));
        }
        ensemble.start(directory);
    }

    @AfterEach
    void stop() {
        ensemble.close();
    }

    @Test
    @SuppressWarnings("try") // ZooKeeper.close() throws InterruptedException
    void whatOneServerIsToldAllKnow(@FreePort(value = "clients", count = 3) int[] ports) throws Exception {
        byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);

        try (ZooKeeper first = Ensemble.connect(ports[0])) {
            first.create("/greeting", hello, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }

        try (ZooKeeper last = Ensemble.connect(ports[2])) {
            last.sync("/greeting", (code, path, context) -> {}, null);
            assertThat(last.getData("/greeting", false, null)).isEqualTo(hello);
        }
    }
}
