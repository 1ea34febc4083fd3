package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortHistoryTests {
    @Test
    void listsTheJournalsOfADirectoryOnce() {
        List<Path> listed = new ArrayList<>();
        FileCalls noting = new FileCalls() {
            @Override
            public List<Path> list(Path directory, String glob) throws IOException {
                if (glob.endsWith(".tsv")) {
                    listed.add(directory);
                }
                return FileCalls.super.list(directory, glob);
            }
        };

        PortHistory history = Registries.history(Protocol.UDP, 1, noting);

        assertThat(history.holder()).isEmpty();
        assertThat(history.past().get()).isEmpty();
        assertThat(listed).isNotEmpty().doesNotHaveDuplicates();
    }
}
