package dev.freeport.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API is what was agreed on: nobody removes, changes or adds to it by the way. */
class ApiTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.freeport.FreePorts",
                "dev.freeport.junit.FreePort",
                "dev.freeport.junit.launcher.BindFailureListener"
            })
    void apiIsAsWrittenDown(String typeOfModule) throws Exception {
        String api = ApiText.ofModuleWith(Class.forName(typeOfModule));
        String file = api.lines().findFirst().orElseThrow().replace("module ", "") + ".txt";
        Path now = Path.of(System.getProperty("project.root"), "samples/blackbox/target/api", file);
        Files.createDirectories(now.getParent());
        Files.writeString(now, api);

        assertThat(differences(writtenDown(file), api))
                .as(
                        "If the API shall differ from samples/blackbox/src/main/resources/api/%s, copy %s there.",
                        file, now)
                .isEmpty();
    }

    private static List<String> differences(String before, String after) {
        List<String> gone = new ArrayList<>(before.lines().toList());
        List<String> added = new ArrayList<>(after.lines().toList());
        gone.removeAll(after.lines().toList());
        added.removeAll(before.lines().toList());
        gone.replaceAll(line -> "gone: " + line.strip());
        added.replaceAll(line -> "new: " + line.strip());
        gone.addAll(added);
        return gone;
    }

    private static String writtenDown(String file) throws Exception {
        try (InputStream stream = ApiTests.class.getResourceAsStream("/api/" + file)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
