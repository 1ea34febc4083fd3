package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A name that the build has given to its ports means these. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class BuildPortTests {
    private static final List<Object> SEEN = new ArrayList<>();

    @BeforeEach
    void setPorts() {
        SEEN.clear();
        System.setProperty(PortRequest.BUILD_PORTS, "http.port=5061,peers=5062+5063");
    }

    @AfterEach
    void clear() {
        System.clearProperty(PortRequest.BUILD_PORTS);
    }

    @Test
    void areThoseOfTheName() {
        TestRun.of(NamesTestCase.class).succeeds(1);

        assertThat(SEEN).hasSize(3).startsWith(5061, List.of(5062, 5063)).doesNotHaveDuplicates();
    }

    static class NamesTestCase {
        @Test
        void test(
                @FreePort("http.port") int http, @FreePort("peers") List<Integer> peers, @FreePort("other") int other) {
            SEEN.addAll(List.of(http, peers, other));
        }
    }

    @Test
    void areRefusedIfTheCountDiffers() {
        assertThat(TestRun.of(CountTestCase.class).failure())
                .hasMessageEndingWith(
                        "count (3) must be 2: the build has reserved so many ports with the name 'peers' (ports"
                                + " 5062, 5063). Or use another name.");
    }

    static class CountTestCase {
        @Test
        void test(@FreePort(value = "peers", count = 3) int[] peers) {}
    }
}
