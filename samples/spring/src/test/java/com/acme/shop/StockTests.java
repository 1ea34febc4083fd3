package com.acme.shop;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.freeport.FreePorts;
import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** WireMock needs its port when the class is initialized, before JUnit and Spring can do anything. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
class StockTests {
    private static final int PORT = FreePorts.reserveForJvm();

    @RegisterExtension
    static final WireMockExtension STOCK =
            WireMockExtension.newInstance().options(options().port(PORT)).build();

    @DynamicPropertySource
    static void stock(DynamicPropertyRegistry registry) {
        registry.add("stock.url", () -> "http://localhost:" + PORT);
    }

    @Test
    void counts(@FreePort("http") int port) {
        STOCK.stubFor(get("/count").willReturn(ok("12")));

        assertThat(STOCK.getPort()).isEqualTo(PORT);
        assertThat(Shop.get(port, "/stock")).isEqualTo("12");
    }
}
