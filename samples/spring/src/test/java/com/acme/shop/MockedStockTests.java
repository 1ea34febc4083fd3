package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The bean makes a context of its own, and each test ends it; the field keeps its port meanwhile. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
class MockedStockTests {
    @FreePort("http")
    static int port;

    @MockitoBean
    Stock stock;

    @Value("${local.server.port}")
    int listening;

    @Test
    void hasNone() {
        when(stock.count()).thenReturn("0");

        assertThat(listening).isEqualTo(port);
        assertThat(Shop.get(port, "/stock")).isEqualTo("0");
    }

    @Test
    void hasTwelve() {
        when(stock.count()).thenReturn("12");

        assertThat(listening).isEqualTo(port);
        assertThat(Shop.get(port, "/stock")).isEqualTo("12");
    }
}
