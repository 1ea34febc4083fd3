package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortReservation;
import dev.freeport.junit.FreePort;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest
class ParameterTests {
    @FreePort(property = "micronaut.server.port")
    static int port;

    private final int constructed;

    ParameterTests(@FreePort int constructed, EmbeddedServer server) {
        assertThat(server.getPort()).isEqualTo(port);
        this.constructed = constructed;
    }

    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
        assertThat(constructed).isPositive().isNotEqualTo(port);
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
    void reservation(@FreePort PortReservation reservation) {
        assertThat(reservation.port()).isPositive();
    }

    @Test
    void serverSocket(@FreePort ServerSocket socket) {
        assertThat(socket.getLocalPort()).isPositive();
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
