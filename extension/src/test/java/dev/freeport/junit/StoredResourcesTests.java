package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** JUnit from 5.13 on warns of stored resources that only its older versions close. */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13
class StoredResourcesTests {
    private final LogCapture log = new LogCapture("org.junit.jupiter");

    @BeforeEach
    void forget() {
        OldStyle.closed = 0;
    }

    @AfterEach
    void stopCapturing() {
        log.close();
    }

    @Test
    void areClosedByEveryVersionWithoutAWarning() {
        TestRun.of(EveryKindTestCase.class).succeeds(1);

        assertThat(log.texts()).isEmpty();
    }

    @Test
    void wouldBeWarnedOfIfTheyWereOfTheOldKindAlone() {
        TestRun.of(OldStyleTestCase.class).succeeds(1);

        assertThat(OldStyle.closed).isEqualTo(1);
        boolean deprecated = CloseableResource.class.isAnnotationPresent(Deprecated.class);
        assertThat(log.texts()).hasSize(deprecated ? 1 : 0).allMatch(text -> text.contains("CloseableResource"));
    }

    static class EveryKindTestCase {
        @FreePort
        static int ofTheClass;

        @FreePort
        int ofTheInstance;

        EveryKindTestCase(@FreePort int ofTheConstructor) {}

        @Test
        void test(@FreePort int ofTheTest) {
            assertThat(List.of(ofTheClass, ofTheInstance, ofTheTest)).doesNotHaveDuplicates();
        }
    }

    @ExtendWith(OldStyle.class)
    static class OldStyleTestCase {
        @Test
        void test() {}
    }

    static final class OldStyle implements BeforeEachCallback {
        private static int closed;

        @Override
        public void beforeEach(ExtensionContext context) {
            CloseableResource resource = () -> closed++;
            context.getStore(Namespace.create(OldStyle.class)).put("resource", resource);
        }
    }
}
