package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * Spring Boot gives the shop a port that the kernel assigns; the management server keeps the port that its property says,
 * if a test says it: else Spring Boot gives that one an assigned port, too.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=${freeport.management}")
class RandomPortTests {
    @Test
    void isHealthy(@FreePort("management") int port, @Value("${local.management.port}") int listening) {
        assertThat(listening).isEqualTo(port);
        assertThat(Shop.get(port, "/actuator/health")).contains("UP");
    }
}
