package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedInstanceTests extends ShopPort {
    @FreePort
    int own;

    int before;

    @BeforeAll
    void isThereBeforeAll() {
        assertThat(own).isPositive();
        before = own;
    }

    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
        assertThat(own).isEqualTo(before);
    }
}
