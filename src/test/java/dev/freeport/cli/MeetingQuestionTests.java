package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortRequest;
import dev.freeport.WarningsCapture;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MeetingQuestionTests {
    @Test
    void takesTheSettingsThatTheKitKnows() {
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortRequest.warnOfUnknownKeys(List.of("freeport.nothing-like-any-other"));
            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .endsWith(" Known are " + String.join(", ", new TreeSet<>(MeetingQuestion.KEYS)) + ".");
        }
    }
}
