package com.acme.shop

import com.sun.net.httpserver.HttpServer
import dev.freeport.FreePorts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.InetSocketAddress
import java.net.Socket

/** Shows a port for all tests of a spec of Kotest, which closes its reservation. */
class ShopSpec : FunSpec({
    val http = autoClose(FreePorts.reserve())

    test("the shop listens") {
        val shop = HttpServer.create(InetSocketAddress(http.port()), 0)
        shop.start()
        Socket("localhost", http.port()).use { it.isConnected shouldBe true }
        shop.stop(0)
    }
})
