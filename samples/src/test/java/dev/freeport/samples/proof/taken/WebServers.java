package dev.freeport.samples.proof.taken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.sun.net.httpserver.HttpServer;
import io.undertow.Undertow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import mockwebserver3.MockWebServer;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;

/** Web servers that stand alone. */
final class WebServers {
    private WebServers() {}

    static AutoCloseable jdk(int port) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.start();
        return () -> server.stop(0);
    }

    static AutoCloseable jetty(int port) throws Exception {
        Server server = new Server(port);
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        return server::stop;
    }

    /** Starts all the same; only its connector knows that it failed. */
    static AutoCloseable tomcat(int port) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(TakenPortRun.scratch().toString());
        tomcat.setPort(port);
        tomcat.getConnector();
        tomcat.start();
        AutoCloseable stop = () -> {
            tomcat.stop();
            tomcat.destroy();
        };
        return Stopping.unless(
                () -> assertThat(tomcat.getConnector().getLocalPort()).isEqualTo(port), stop);
    }

    static AutoCloseable undertow(int port) {
        Undertow server = Undertow.builder()
                .addHttpListener(port, "0.0.0.0")
                .setHandler(exchange -> exchange.endExchange())
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return server::stop;
    }

    static AutoCloseable grizzly(int port) throws Exception {
        org.glassfish.grizzly.http.server.HttpServer server =
                org.glassfish.grizzly.http.server.HttpServer.createSimpleServer(null, port);
        server.start();
        return server::shutdownNow;
    }

    static AutoCloseable wireMock(int port) {
        WireMockServer server = new WireMockServer(port);
        server.start();
        return server::stop;
    }

    static AutoCloseable mockWebServer(int port) throws Exception {
        MockWebServer server = new MockWebServer();
        server.start(InetAddress.getByName("0.0.0.0"), port);
        return server;
    }

    /** By reflection, because Helidon 4 is compiled for Java 21. Starts all the same; only its port is -1. */
    static AutoCloseable helidon(int port) throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "Helidon 4 needs Java 21");
        Class<?> type = Class.forName("io.helidon.webserver.WebServer");
        Object builder = type.getMethod("builder").invoke(null);
        Class<?> builderType = Class.forName("io.helidon.webserver.WebServerConfig$Builder");
        builderType.getMethod("port", int.class).invoke(builder, port);
        Object server = builderType.getMethod("build").invoke(builder);
        type.getMethod("start").invoke(server);
        return Stopping.unless(
                () -> assertThat(type.getMethod("port").invoke(server)).isEqualTo(port),
                () -> type.getMethod("stop").invoke(server));
    }
}
