package com.acme.shop;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

/** A WireMock that is a bean needs no port of its own: the application's property has it already. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@DirtiesContext
class StockInContextTests {
    @Test
    void counts(@FreePort("http") int port, @FreePort("wiremock") int ofStock, @Autowired WireMockServer stock) {
        stock.stubFor(get("/count").willReturn(ok("12")));

        assertThat(stock.port()).isEqualTo(ofStock);
        assertThat(Shop.get(port, "/stock")).isEqualTo("12");
    }

    @TestConfiguration
    static class StockConfiguration {
        @Bean(initMethod = "start", destroyMethod = "stop")
        WireMockServer stockServer(@Value("${freeport.wiremock}") int port) {
            return new WireMockServer(options().port(port));
        }
    }
}
