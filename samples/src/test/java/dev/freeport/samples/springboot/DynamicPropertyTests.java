package dev.freeport.samples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.PortExtension;
import dev.freeport.samples.springboot.ShopApplicationTests.ShopApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** Shows the same with {@code @DynamicPropertySource}, without a system property that all tests of the JVM would see. */
@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@DirtiesContext
class DynamicPropertyTests {
    @RegisterExtension
    static final PortExtension HTTP = PortExtension.free();

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry registry) {
        registry.add("server.port", HTTP::port);
    }

    @Test
    void greets() {
        String greeting = RestClient.create(HTTP.uri("http"))
                .get()
                .uri("/greeting")
                .retrieve()
                .body(String.class);

        assertThat(greeting).isEqualTo("Hello");
    }
}
