package dev.freeport.samples.fixedport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.samples.forks.ForkLog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Proves that one fork wanted the port while the other one had it, and waited until that gave it back. */
@Tag("two-forks")
@EnabledIfSystemProperty(named = "samples.forks", matches = ".+", disabledReason = "only Maven starts two forks")
class TurnsTests {
    @Test
    void eachHadThePortAlone() throws Exception {
        List<String> lines = ForkLog.named("fixed-port").await("gives", 6);

        String holder = "";
        Set<String> waiting = new HashSet<>();
        int waited = 0;
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[1]) {
                case "wants" -> waiting.add(words[0]);
                case "has" -> {
                    assertThat(holder).as("who had the port").isEmpty();
                    holder = words[0];
                    waiting.remove(holder);
                }
                default -> {
                    waited += waiting.size();
                    holder = "";
                }
            }
        }
        assertThat(waited).isPositive();
    }
}
