package dev.freeport.samples.forks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Proves that the two classes before ran at the same time, and that neither was given a port that the other had. */
@Tag("two-forks")
@EnabledIfSystemProperty(named = "samples.forks", matches = ".+", disabledReason = "only Maven starts two forks")
class TwoForksTests {
    @Test
    void noPortWasHadByTwo() throws Exception {
        List<String> lines = ForkLog.named("forks").await("gives", 20);

        Map<String, String> pids = new HashMap<>();
        Set<Integer> hadAtOnce = new HashSet<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            String port = words[2];
            if (words[1].equals("has")) {
                assertThat(pids.put(port, words[0])).as("who had port " + port).isNull();
            } else {
                assertThat(pids.remove(port)).as("who had port " + port).isEqualTo(words[0]);
            }
            hadAtOnce.add(pids.size());
        }
        assertThat(hadAtOnce).contains(2);
    }
}
