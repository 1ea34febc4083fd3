package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.StackProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTests {
    @Test
    void writesEachKindOfValue() {
        assertThat(Json.of(Json.object(
                        "text",
                        "a",
                        "number",
                        4711L,
                        "yes",
                        true,
                        "nothing",
                        Optional.empty(),
                        "something",
                        Optional.of(1),
                        "time",
                        Instant.EPOCH,
                        "constant",
                        StackProfile.LINUX_2_2,
                        "ranges",
                        List.of(new PortRange(1, 2), new PortRange(3, 3)),
                        "array",
                        List.of(),
                        "object",
                        Map.of())))
                .isEqualTo("{\"text\":\"a\",\"number\":4711,\"yes\":true,\"nothing\":null,\"something\":1,"
                        + "\"time\":\"1970-01-01T00:00:00Z\",\"constant\":\"linux-2-2\",\"ranges\":[[1,2],[3,3]],"
                        + "\"array\":[],\"object\":{}}");
    }

    @Test
    void escapesAllButAscii() {
        assertThat(Json.of("\"\\/\b\t\n\u007f\u00e4\u2028\ud83d\ude00"))
                .isEqualTo("\"\\\"\\\\/\\u0008\\u0009\\u000a\\u007f\\u00e4\\u2028\\ud83d\\ude00\"");
    }

    @Test
    void isReadByJackson() throws Exception {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < Character.MIN_SURROGATE; c++) {
            all.append(c);
        }
        all.appendCodePoint(0x1F600);
        String key = all.substring(0, 300);
        JsonNode read = new ObjectMapper().readTree(Json.of(Json.object(key, all)));
        assertThat(read.get(key).textValue()).isEqualTo(all.toString());
    }
}
