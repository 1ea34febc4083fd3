package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetaAnnotationTests {

    @Test
    void mayBearTheName() {
        TestRun run = TestRun.of(ShopTestCase.class).succeeds(1);

        assertThat(run.ports("constructor", "field", "parameter", "by name")).containsOnly(run.port("before all"));
        assertThat(run.port("other")).isNotEqualTo(run.port("before all"));
    }

    @Target({ElementType.PARAMETER, ElementType.FIELD})
    @Retention(RetentionPolicy.RUNTIME)
    @FreePort("shop")
    @interface ShopPort {}

    static class ShopTestCase {
        @ShopPort
        int field;

        ShopTestCase(@ShopPort int port) {
            note("constructor", port);
        }

        @BeforeAll
        static void beforeAll(@ShopPort int port) {
            note("before all", port);
        }

        @Test
        void test(@ShopPort int port, @FreePort("shop") int byName, @FreePort("other") int other) {
            note("field", field);
            note("parameter", port);
            note("by name", byName);
            note("other", other);
        }
    }
}
