package dev.freeport.samples.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

/** Servers of ZooKeeper in this JVM, and clients of them. */
final class Ensemble implements AutoCloseable {
    private static final int SECONDS_AT_MOST = 60;

    private final Properties properties = new Properties();
    private final List<ZooKeeperServerEmbedded> servers = new ArrayList<>();
    private int members;

    Ensemble() {
        properties.setProperty("tickTime", "500");
        properties.setProperty("initLimit", "20");
        properties.setProperty("syncLimit", "20");
        properties.setProperty("admin.enableServer", "false");
    }

    void add(String member) {
        members++;
        properties.setProperty("server." + members, member);
    }

    /** Starts all servers at once, as each waits for the others. */
    void start(Path directory) throws Exception {
        for (int id = 1; id <= members; id++) {
            Path home = directory.resolve("server-" + id);
            Path data = Files.createDirectories(home.resolve("data"));
            Files.writeString(data.resolve("myid"), Integer.toString(id));
            servers.add(ZooKeeperServerEmbedded.builder()
                    .baseDir(home)
                    .configuration((Properties) properties.clone())
                    .exitHandler(ExitHandler.LOG_ONLY)
                    .build());
        }
        ExecutorService threads = Executors.newFixedThreadPool(members);
        try {
            List<Future<?>> starts = new ArrayList<>();
            servers.forEach(server -> starts.add(threads.submit(() -> {
                server.start(1000 * SECONDS_AT_MOST);
                return server;
            })));
            for (Future<?> start : starts) {
                start.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    static ZooKeeper connect(int port) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper("127.0.0.1:" + port, 1000 * SECONDS_AT_MOST, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
            client.close();
            throw new IOException("No server of ZooKeeper serves on port " + port);
        }
        return client;
    }

    @Override
    public void close() {
        servers.forEach(ZooKeeperServerEmbedded::close);
    }
}
