package com.acme.shop

import dev.freeport.junit.FreePort
import java.net.ServerSocket
import java.net.URI
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Shows where a port may be declared in Kotlin: in the constructor, by a `var`, as a parameter, in the companion object. */
class ShopTests(@FreePort private val admin: Int) {
    @FreePort("http")
    private var port = 0

    @Test
    fun `the shop listens`(@FreePort("http") shop: URI) {
        ServerSocket(port).use { assertThat(shop.port).isEqualTo(it.localPort) }
        assertThat(setOf(admin, port, database)).hasSize(3).doesNotContain(0)
    }

    companion object {
        @FreePort
        private var database = 0
    }
}
