package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmCommandTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java com.acme.Main -jar x                               | com.acme.Main
                    /opt/jdk/bin/java -Xmx1g -cp a:b @more com.acme.Main    | com.acme.Main
                    java -Da=b -jar /opt/shop.jar --port 1                  | shop.jar
                    java -p mods --add-modules ALL-SYSTEM -m acme/com.A     | com.A
                    java -cp x dev.freeport.fixture.ForkedMain 7@9 com.A b  | com.A
                    java dev.freeport.fixture.ForkedMain                    | dev.freeport.fixture.ForkedMain
                    java.exe --class-path=x --add-opens java.base/a=b com.A | com.A
                    """)
    void findsWhatAJvmRuns(String line, String title) {
        assertThat(JvmCommand.title(List.of(line.split(" ")))).hasValue(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"java", "java -jar", "java -cp", "java @arguments", "javac com.acme.Main", "python3 java A"})
    void findsNothingElsewhere(String line) {
        assertThat(JvmCommand.title(List.of(line.split(" ")))).isEmpty();
    }
}
