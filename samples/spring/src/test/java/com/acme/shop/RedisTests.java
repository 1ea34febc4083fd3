package com.acme.shop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

/** Redis is a child process, on a port that the context has by name, and ends with the context. */
@SpringBootTest
@DirtiesContext
class RedisTests {
    @Test
    void answers(@FreePort("redis") int port) throws IOException {
        try (Socket redis = new Socket("localhost", port)) {
            redis.getOutputStream().write("PING\r\nINFO server\r\n".getBytes(US_ASCII));
            BufferedReader answers = new BufferedReader(new InputStreamReader(redis.getInputStream(), US_ASCII));

            assertThat(answers.readLine()).isEqualTo("+PONG");
            assertThat(answers.lines()
                            .filter(line -> line.startsWith("tcp_port:"))
                            .findFirst())
                    .contains("tcp_port:" + port);
        }
    }

    @TestConfiguration
    static class RedisConfiguration {
        @Bean
        Redis redis(@Value("${freeport.redis}") int port) throws IOException {
            return Redis.start(port);
        }
    }

    /** A server that ends when its bean does. */
    record Redis(Process process) implements AutoCloseable {
        static Redis start(int port) throws IOException {
            Process process = new ProcessBuilder(
                            "redis-server", "--port", String.valueOf(port), "--save", "", "--appendonly", "no")
                    .redirectErrorStream(true)
                    .start();
            BufferedReader log = process.inputReader();
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (line.contains("Ready to accept connections")) {
                    return new Redis(process);
                }
            }
            throw new IOException("redis-server has ended: " + process.exitValue());
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}
