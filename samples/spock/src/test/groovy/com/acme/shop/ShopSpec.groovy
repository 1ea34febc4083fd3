package com.acme.shop

import com.sun.net.httpserver.HttpServer
import dev.freeport.FreePorts
import dev.freeport.PortReservation
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** Shows a port for all features of a specification, and one for each; Spock closes the reservations. */
class ShopSpec extends Specification {
    @Shared @AutoCleanup
    PortReservation database = FreePorts.reserve()

    @AutoCleanup
    PortReservation http = FreePorts.reserve()

    def "the shop listens"() {
        given:
        def shop = HttpServer.create(new InetSocketAddress(http.port()), 0)
        shop.start()

        expect:
        new Socket("localhost", http.port()).withCloseable { it.connected }
        http.port() != database.port()

        cleanup:
        shop.stop(0)
    }
}
