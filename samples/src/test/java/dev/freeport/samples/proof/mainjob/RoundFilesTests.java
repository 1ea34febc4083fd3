package dev.freeport.samples.proof.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.StormCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundFilesTests {
    @Test
    void countTheJvmsThatEndedWellInsteadOfThoseThatLeftAFile(@TempDir Path folder) throws IOException {
        RoundFiles files = new RoundFiles(folder);
        for (int jvm = 1; jvm <= Round.JVMS; jvm++) {
            new JvmRecord(10, List.of(20_000 + jvm), List.of()).writeTo(files.suite(jvm));
        }
        Files.writeString(files.finished(), "3");
        files.writeStorm(new StormCounts(1, 2, 3, 4));

        RoundResult result = files.result();

        assertThat(result.jvms()).isEqualTo(3);
        assertThat(result.servers()).isEqualTo(40);
        assertThat(result.storm()).isEqualTo(new StormCounts(1, 2, 3, 4));
        assertThat(result.ports()).isEqualTo("4 (20001-20004)");
    }
}
