package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FieldInjectionTests {

    @Test
    void reachesStaticAndInstanceFieldsBeforeAnyLifecycleMethod() {
        TestRun run = TestRun.of(FieldsTestCase.class).succeeds(1);

        String type = FieldsTestCase.class.getName();
        assertThat(run.purposes())
                .containsOnly(
                        entry("static", "field 'ofTheClass' of " + type),
                        entry("private static", "field 'hiddenOfTheClass' of " + type),
                        entry("instance", "field 'ofTheTest' of " + type),
                        entry("private instance", "field 'hiddenOfTheTest' of " + type));
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class FieldsTestCase {
        @FreePort
        static int ofTheClass;

        @FreePort
        private static int hiddenOfTheClass;

        @FreePort
        int ofTheTest;

        @FreePort
        private int hiddenOfTheTest;

        @BeforeAll
        static void beforeAll() {
            note("static", ofTheClass);
            note("private static", hiddenOfTheClass);
        }

        @BeforeEach
        void beforeEach() {
            note("instance", ofTheTest);
            note("private instance", hiddenOfTheTest);
        }

        @Test
        void test() {}
    }

    @Test
    void reachesInheritedFieldsAndMethods() {
        TestRun run = TestRun.of(InheritingTestCase.class).succeeds(2);

        String parent = Parent.class.getName();
        assertThat(run.purposes())
                .containsOnly(
                        entry("inherited static", "field 'ofTheClass' of " + parent),
                        entry("inherited instance", "field 'ofTheTest' of " + parent),
                        entry("inherited test", "parameter 'port' of " + parent + ".inherited(int)"),
                        entry("own", "field 'own' of " + InheritingTestCase.class.getName()));
    }

    abstract static class Parent {
        @FreePort
        private static int ofTheClass;

        @FreePort
        private int ofTheTest;

        @Test
        void inherited(@FreePort int port) {
            note("inherited static", ofTheClass);
            note("inherited instance", ofTheTest);
            note("inherited test", port);
        }
    }

    static class InheritingTestCase extends Parent {
        @FreePort
        int own;

        @Test
        void test() {
            note("own", own);
        }
    }

    @Test
    void reachesTheOuterInstanceOfANestedTest() {
        TestRun run = TestRun.of(OuterTestCase.class).succeeds(1);

        assertThat(run.purposes())
                .containsOnly(
                        entry("outer", "field 'outer' of " + OuterTestCase.class.getName()),
                        entry("inner", "field 'inner' of " + OuterTestCase.Inner.class.getName()),
                        entry("deepest", "field 'deepest' of " + OuterTestCase.Inner.Deepest.class.getName()));
    }

    static class OuterTestCase {
        @FreePort
        int outer;

        @Nested
        class Inner {
            @FreePort
            int inner;

            @Nested
            class Deepest {
                @FreePort
                int deepest;

                @Test
                void test() {
                    note("outer", outer);
                    note("inner", inner);
                    note("deepest", deepest);
                }
            }
        }
    }
}
