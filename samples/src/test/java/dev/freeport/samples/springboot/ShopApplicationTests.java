package dev.freeport.samples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Shows a Spring Boot application whose {@code server.port} is a named port. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@DirtiesContext // or Spring keeps the application for other classes, and it listens after the release of the port
class ShopApplicationTests {
    @FreePort(value = "http", property = "server.port")
    private static int port;

    @Test
    void greets(@FreePort("http") URI shop) {
        String greeting =
                RestClient.create(shop).get().uri("/greeting").retrieve().body(String.class);

        assertThat(greeting).isEqualTo("Hello");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class ShopApplication {
        @GetMapping("/greeting")
        String greeting() {
            return "Hello";
        }
    }
}
