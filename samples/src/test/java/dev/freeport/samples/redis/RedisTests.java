package dev.freeport.samples.redis;

import static dev.freeport.condition.Prerequisite.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.junit.FreePort;
import dev.freeport.samples.programs.ChildProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Shows a program that is told its port on its command line: a real Redis for each test. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Redis is looked for where Unix has it")
@EnabledIfAvailable(REDIS)
class RedisTests {
    private ChildProgram redis;

    @BeforeEach
    void start(@FreePort("redis") int port, @TempDir Path directory) throws Exception {
        List<String> command = List.of("redis-server", "--port", Integer.toString(port), "--save", "");
        redis = ChildProgram.start(directory, command).awaitReady();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void remembers(@FreePort("redis") int port) {
        try (RedisClient client = RedisClient.create("localhost", port)) {
            client.set("greeting", "hello");

            assertThat(client.get("greeting")).isEqualTo("hello");
        }
    }

    @Test
    void beginsEmpty(@FreePort("redis") int port) {
        try (RedisClient client = RedisClient.create("localhost", port)) {
            assertThat(client.get("greeting")).isNull();
        }
    }
}
