package dev.freeport.samples.fixedport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.samples.forks.ForkLog;
import java.util.List;
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
        int waited = 0;
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[1]) {
                case "has" -> {
                    assertThat(holder).as("who had the port").isEmpty();
                    holder = words[0];
                }
                case "gives" -> holder = "";
                default -> waited += holder.isEmpty() ? 0 : 1;
            }
        }
        assertThat(waited).isPositive();
    }
}
