package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.owner.OwnerKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessHandleFactsTests {
    private static final List<String> FORK = List.of("java", "org.apache.maven.surefire.booter.ForkedBooter");
    private static final List<String> MAVEN = List.of("java", "org.codehaus.plexus.classworlds.launcher.Launcher");
    private static final ProcessHandle SELF = ProcessHandle.current();

    @Test
    void aChildOfThisJvm() {
        try (ForkedJvm child = ForkedJvm.start(Waiting.class)) {
            assertThat(child.readLine()).isEqualTo("up");

            assertThat(ProcessHandleFacts.of(child.pid()).kind()).isEqualTo(OwnerKind.CHILD);
            assertThat(ProcessHandle.of(child.pid())
                            .map(ProcessHandleFacts::above)
                            .orElseThrow())
                    .startsWith(SELF)
                    .endsWith(ProcessHandleFacts.above(SELF).toArray(ProcessHandle[]::new));
        }
    }

    @Test
    void programsByTheirNames() {
        assertThat(ProcessHandleFacts.kind(
                        SELF, process -> List.of("/Applications/Docker.app/MacOS/com.docker.backend")))
                .isEqualTo(OwnerKind.CONTAINER_ENGINE);
        assertThat(ProcessHandleFacts.kind(SELF, process -> List.of("C:\\IDEA\\bin\\idea64.exe")))
                .isEqualTo(OwnerKind.IDE);
    }

    @Test
    void aTestJvmBelowTheBuildToolThatIsAboveThisOne() {
        assertThat(ProcessHandleFacts.kind(SELF, process -> process.equals(SELF) ? FORK : MAVEN))
                .isEqualTo(isBelowAnything() ? OwnerKind.SIBLING_FORK : OwnerKind.OTHER);
        assertThat(ProcessHandleFacts.kind(SELF, process -> process.equals(SELF) ? FORK : List.of("bash")))
                .isEqualTo(OwnerKind.OTHER);
        assertThat(ProcessHandleFacts.kind(SELF, process -> MAVEN)).isEqualTo(OwnerKind.OTHER);
    }

    /** Wine shows nothing above it. */
    private static boolean isBelowAnything() {
        return SELF.parent().isPresent();
    }

    static final class Waiting {
        public static void main(String[] arguments) throws IOException {
            System.out.println("up");
            System.in.read();
        }
    }
}
