package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Has an application of its own. */
@QuarkusTest
@TestProfile(OtherProfileTests.ClosedShop.class)
class OtherProfileTests extends ShopPort {
    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("closed");
    }

    /** Its shop is closed. */
    public static class ClosedShop implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("shop.state", "closed");
        }
    }
}
