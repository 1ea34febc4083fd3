package com.acme.shop

import dev.freeport.junit.FreePort
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.platform.engine.discovery.DiscoverySelectors.selectClass
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder
import org.junit.platform.launcher.core.LauncherFactory
import org.junit.platform.launcher.listeners.SummaryGeneratingListener

/** Proves what the guide says of properties in Kotlin. */
class DeclaredPortTests {
    @Test
    fun `a val of the class is refused`() {
        assertThat(failures(Val::class.java))
            .singleElement()
            .extracting { it.message }
            .isEqualTo(
                "@FreePort field must not be final, because it is set after construction (field 'port' of" +
                    " com.acme.shop.DeclaredPortTests\$Val)"
            )
    }

    @Test
    fun `all other properties have ports`() {
        assertThat(failures(Others::class.java)).isEmpty()
    }

    private fun failures(testClass: Class<*>): List<Throwable> {
        val summary = SummaryGeneratingListener()
        val request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(testClass)).build()
        LauncherFactory.create().execute(request, summary)
        assertThat(summary.summary.testsFoundCount).isEqualTo(1)
        return summary.summary.failures.map { it.exception }
    }

    class Val {
        @FreePort
        val port = 0

        @Test
        fun test() {}
    }

    class Others(@FreePort val first: Int, @FreePort var second: Int, @FreePort third: Int, @param:FreePort val fourth: Int) {
        private val parameter = third

        @FreePort
        internal var fifth: Int = 0

        @Test
        fun test(@FreePort sixth: Int) {
            assertThat(setOf(0, first, second, parameter, fourth, fifth, sixth, inCompanion, static, field)).hasSize(10)
        }

        companion object {
            @FreePort
            private var inCompanion = 0

            @FreePort
            @JvmStatic
            var static = 0

            @FreePort
            @JvmField
            var field = 0
        }
    }
}
