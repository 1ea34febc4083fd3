package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What a run costs in which no test fails and none uses the extension: the loading of so many classes. */
@DisabledIfSystemProperty(named = "wine", matches = "true", disabledReason = "the JRE there has no compiler")
class ListenerCostTests {
    private static final String LISTENERS = "dev.freeport.junit.launcher.";

    @TempDir
    Path directory;

    @Test
    void isTheListenersThemselvesAndAtTheEndALookAtWhatIsReserved() throws IOException {
        Consumer consumer = new Consumer(directory).with("PassingTests", "@Test void passes() {}");

        List<String> loaded = loaded(consumer);
        assertThat(loaded).startsWith(LISTENERS + "PortSessionListener", LISTENERS + "BindFailureListener");
        // not at all where the console launcher opens no session, as that of JUnit 5.10
        assertThat(loaded.subList(2, loaded.size()))
                .isSubsetOf(
                        LISTENERS + "SessionEnd",
                        "dev.freeport.internal.session.PortSession",
                        "dev.freeport.internal.registry.Registries",
                        "dev.freeport.internal.registry.UnusableDirectoryException");
    }

    @Test
    void isMoreWhenATestFails() throws IOException {
        Consumer consumer = new Consumer(directory)
                .with("FailingTests", "@Test void fails() throws Exception { throw new BindException(\"x\"); }");

        assertThat(loaded(consumer)).contains("dev.freeport.internal.failure.BindFailureExplainer");
    }

    private static List<String> loaded(Consumer consumer) throws IOException {
        return consumer.onClassPath("-Xlog:class+load:stdout:none")
                .output()
                .lines()
                .filter(line -> line.startsWith("dev.freeport."))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }
}
