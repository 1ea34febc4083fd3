package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ParameterTests extends ShopPort {
    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
    }

    @Test
    void number(@FreePort int number) {
        assertThat(number).isPositive();
    }

    @Test
    void boxedNumber(@FreePort Integer number) {
        assertThat(number).isPositive();
    }

    @Test
    void uri(@FreePort("own") URI uri, @FreePort("own") int number) {
        assertThat(uri).hasPort(number);
    }

    @Test
    void address(@FreePort("own") InetSocketAddress address, @FreePort("own") int number) {
        assertThat(address.getPort()).isEqualTo(number).isPositive();
    }

    @Test
    void array(@FreePort(count = 2) int[] numbers) {
        assertThat(numbers).hasSize(2).doesNotContain(0);
    }

    @Test
    void list(@FreePort(count = 2) List<Integer> numbers) {
        assertThat(numbers).hasSize(2).doesNotContain(0);
    }

    @Test
    void serverSocketChannel(@FreePort ServerSocketChannel channel) throws IOException {
        assertThat(channel.getLocalAddress()).isNotNull();
    }

    @Test
    void datagramChannel(@FreePort DatagramChannel channel) throws IOException {
        assertThat(channel.getLocalAddress()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spade", "bucket"})
    void ofAParameterizedTest(String ware, @FreePort int number) {
        assertThat(ware).isNotEmpty();
        assertThat(number).isPositive();
    }
}
