package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Shows a port for the class, and one for each test. */
public class ShopTests {
    // docs: shop
    @ClassRule
    public static final PortRule DATABASE = new PortRule();

    @Rule
    public final PortRule http = new PortRule();

    private HttpServer shop;

    @Before
    public void start() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(http.port()), 0);
        shop.start();
    }
    // docs: end

    @After
    public void stop() {
        shop.stop(0);
    }

    @Test
    public void listens() throws IOException {
        new Socket("localhost", http.port()).close();
        assertThat(http.port()).isNotEqualTo(DATABASE.port());
    }

    @Test
    public void listensAgain() throws IOException {
        new Socket("localhost", http.port()).close();
    }
}
