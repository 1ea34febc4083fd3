package dev.freeport.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNameTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parameter 'port' of com.acme.ShopTests.ships(int)                       | ShopTests.ships(int)
            parameter 'two' of com.acme.ShopTests.ships(int, String), in [2] by air | ShopTests.ships(int, String) [2] by air
            field 'port' of com.acme.ShopTests                                      | ShopTests
            field 'port' of com.acme.ShopTests$Orders, in ships(int)                | ShopTests$Orders.ships(int)
            field 'port' of com.acme.ShopTests, in ships(int) [1] 7                 | ShopTests.ships(int) [1] 7
            parameter 'port' of constructor com.acme.ShopTests(int)                 | ShopTests
            field 'port' of ShopTests                                               | ShopTests
            the shop                                                                | the shop
            an unnamed use, by com.acme.Shop.start(Shop.java:12)                    | an unnamed use, by com.acme.Shop.start(Shop.java:12)
            """)
    void isShort(String purpose, String name) {
        assertThat(TestName.shorten(purpose)).isEqualTo(name);
    }
}
