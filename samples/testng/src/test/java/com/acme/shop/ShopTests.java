package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.freeport.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Listeners;
import org.testng.annotations.Test;

/** Shows a port by an annotation, and ports by a data provider. */
// docs: shop
@Listeners(PortListener.class)
public class ShopTests {
    @Port
    private int port;

    private HttpServer shop;

    @BeforeClass
    public void start() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(port), 0);
        shop.start();
    }

    @AfterClass
    public void stop() {
        shop.stop(0);
    }

    @Test
    public void listens() throws IOException {
        new Socket("localhost", port).close();
        assertThat(FreePorts.reserved()).anyMatch(reserved -> reserved.port() == port);
    }

    @DataProvider
    public static Object[][] ports() {
        return new Object[][] {{"orders", FreePorts.reserveForJvm()}, {"invoices", FreePorts.reserveForJvm()}};
    }

    @Test(dataProvider = "ports")
    public void starts(String name, int free) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(free), 0);
        server.createContext("/" + name);
        server.start();
        server.stop(0);
    }
}
// docs: end
