package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.freeport.junit.FreePort.Scope;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class ScopeAttributeTests {
    private static final List<Integer> PORTS = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        PORTS.clear();
    }

    @Test
    void givesAMethodsPortToTheClass() {
        TestRun.of(ClassTestCase.class).succeeds(4);
    }

    static class ClassTestCase {
        @FreePort(scope = Scope.CLASS)
        int field;

        private final int constructed;

        ClassTestCase(@FreePort(scope = Scope.CLASS) int constructed) {
            this.constructed = constructed;
        }

        @BeforeEach
        void before(@FreePort(value = "shop", scope = Scope.CLASS) int shop, @FreePort(scope = Scope.METHOD) int own) {
            if (stillReserved().isEmpty()) {
                note("field", field);
                note("constructor", constructed);
                note("shop", shop);
                PORTS.addAll(List.of(field, constructed, shop));
            }
            assertThat(List.of(field, constructed, shop))
                    .isEqualTo(PORTS)
                    .doesNotHaveDuplicates()
                    .doesNotContain(own);
        }

        @RepeatedTest(2)
        void test(@FreePort("shop") int sameByName) {
            assertThat(sameByName).isEqualTo(PORTS.get(2));
        }

        @Nested
        class Inner {
            @FreePort(value = "shop", scope = Scope.CLASS)
            int sameAsAround;

            @RepeatedTest(2)
            void test() {
                assertThat(sameAsAround).isEqualTo(PORTS.get(2));
                assertThat(stillReserved()).containsOnly("field", "constructor", "shop");
            }
        }
    }

    @Test
    void givesAPortToTheWholeRun() {
        TestRun run = TestRun.of(TwoClassesTestCase.class).succeeds(3);

        assertThat(run.purposes()).containsOnlyKeys("db", "unnamed", "own db");
        assertThat(run.port("own db")).isNotEqualTo(run.port("db"));
    }

    static class TwoClassesTestCase {
        @Nested
        class One extends Parent {}

        @Nested
        class Other extends Parent {}

        @Nested
        class Third {
            @Test
            void hasADbOfItsOwn(@FreePort("db") int db) {
                note("own db", db);
            }
        }

        @AfterAll
        static void afterAll() {
            // The order of nested classes is not told.
            assertThat(stillReserved()).contains("db", "unnamed").doesNotContain("own db");
        }
    }

    abstract static class Parent {
        @FreePort(value = "db", scope = Scope.RUN)
        static int db;

        @Test
        void test(@FreePort(value = "db", scope = Scope.RUN) int same, @FreePort(scope = Scope.RUN) int unnamed) {
            assertThat(same).isEqualTo(db);
            PORTS.addAll(List.of(db, unnamed));
            if (PORTS.size() == 2) {
                note("db", db);
                note("unnamed", unnamed);
            }
            assertThat(PORTS).containsOnly(PORTS.get(0), PORTS.get(1));
        }
    }

    @Test
    void givesANameOfTheRunToAllInTheClassThatDeclaresIt() {
        TestRun run = TestRun.of(NameOfTheRunTestCase.class).succeeds(2);

        assertThat(run.purposes())
                .containsOnly(entry("http", "field 'http' of " + NameOfTheRunTestCase.class.getName()));
    }

    static class NameOfTheRunTestCase {
        @FreePort(value = "http", scope = Scope.RUN)
        static int http;

        @FreePort("http")
        int same;

        @BeforeAll
        static void beforeAll(@FreePort(value = "http", scope = Scope.CLASS) int ofClass) {
            note("http", http);
            assertThat(ofClass).isEqualTo(http);
        }

        @Test
        void test(
                @FreePort("http") URI uri,
                @FreePort(value = "http", scope = Scope.CLASS) int ofClass,
                @FreePort int other) {
            assertThat(List.of(uri.getPort(), same, ofClass)).containsOnly(http).doesNotContain(other);
        }

        @Nested
        class Inner {
            @FreePort("http")
            static int ofInner;

            @Test
            void test(@FreePort("http") int inTest) {
                assertThat(List.of(ofInner, inTest)).containsOnly(http);
            }
        }
    }

    @Test
    void givesANameOfTheRunInASuperclassToSubclasses() {
        TestRun.of(InheritingTestCase.class).succeeds(1);
    }

    abstract static class GrandparentOfTheRun {
        @FreePort(value = "http", scope = Scope.RUN)
        static int ofTheRun;
    }

    abstract static class ParentOfTheClass extends GrandparentOfTheRun {
        @FreePort("http")
        static int ofTheParent;
    }

    static class InheritingTestCase extends ParentOfTheClass {
        @Test
        void test(@FreePort("http") int port) {
            assertThat(List.of(ofTheRun, ofTheParent)).containsOnly(port);
        }
    }

    @Nested
    class ReportsFailure {
        @Test
        void whenAClassHasTheNameOfTheRunAlready() {
            String narrow = NarrowerThanTheRunTestCase.Narrow.class.getName();

            assertThat(TestRun.of(NarrowerThanTheRunTestCase.class).failure())
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .hasMessage(
                            "No port for parameter 'wide' of %s.test(int): the name 'http' belongs to field 'narrow' of %s"
                                    + " already, whose scope is narrower. Use scope = RUN at both places, or use two names.",
                            narrow, narrow);
        }

        @Test
        void whenAMethodIsTooShort() {
            assertThat(TestRun.of(StaticTestCase.class).failure())
                    .hasMessage(
                            "No port for field 'port' of %s: scope METHOD ends before this declaration, which lasts for the"
                                    + " class. Leave the scope out, or use CLASS or RUN.",
                            StaticTestCase.class.getName());
            assertThat(TestRun.of(SharedInstanceTestCase.class).failure())
                    .hasMessage(
                            "No port for parameter 'port' of constructor %s(int): scope METHOD ends before this declaration,"
                                    + " which lasts for the class. Leave the scope out, or use CLASS or RUN.",
                            SharedInstanceTestCase.class.getName());
        }

        @Test
        void whenANarrowerScopeHasTheName() {
            String type = NarrowerTestCase.class.getName();
            assertThat(TestRun.of(NarrowerTestCase.class).failure())
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .hasMessage(
                            "No port for parameter 'wide' of %s.afterEach(int): the name 'shop' belongs to parameter"
                                    + " 'narrow' of %s.test(int) already, whose scope is narrower. Use scope = CLASS at"
                                    + " both places, or use two names.",
                            type, type);
        }
    }

    static class StaticTestCase {
        @FreePort(scope = Scope.METHOD)
        static int port;

        @Test
        void test() {}
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        SharedInstanceTestCase(@FreePort(scope = Scope.METHOD) int port) {}

        @Test
        void test() {}
    }

    @TestClassOrder(ClassOrderer.OrderAnnotation.class)
    static class NarrowerThanTheRunTestCase {
        @Nested
        @Order(1)
        class Other {
            @Test
            void reservesItBefore(@FreePort(value = "http", scope = Scope.RUN) int port) {}
        }

        @Nested
        @Order(2)
        class Narrow {
            @FreePort("http")
            int narrow;

            @Test
            void test(@FreePort(value = "http", scope = Scope.RUN) int wide) {}
        }
    }

    static class NarrowerTestCase {
        @Test
        void test(@FreePort("shop") int narrow) {}

        @AfterEach
        void afterEach(@FreePort(value = "shop", scope = Scope.CLASS) int wide) {}
    }
}
