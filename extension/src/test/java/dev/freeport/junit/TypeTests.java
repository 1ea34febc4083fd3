package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortReservation;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TypeTests {

    @Test
    void ofParametersMakeOnePortWhatTheyAre() {
        TestRun run = TestRun.of(OnePortTestCase.class).succeeds(1);

        assertThat(run.purposes()).containsOnlyKeys("int", "own Integer");
    }

    static class OnePortTestCase {
        @Test
        void test(
                @FreePort("shop") int number,
                @FreePort("shop") Integer boxed,
                @FreePort("shop") PortReservation reservation,
                @FreePort("shop") InetSocketAddress address,
                @FreePort("shop") URI uri,
                @FreePort(value = "shop", scheme = "redis") URI withScheme,
                @FreePort Integer own) {
            note("int", number);
            note("own Integer", own);
            assertThat(boxed).isEqualTo(number);
            assertThat(reservation.port()).isEqualTo(number);
            assertThat(address).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            assertThat(uri).hasToString("http://localhost:" + number);
            assertThat(withScheme).hasToString("redis://localhost:" + number);
        }
    }

    @Test
    void ofSeveralPortsTakeTheirCountFromTheFirstOfTheName() {
        TestRun.of(CountedByNameTestCase.class).succeeds(1);
    }

    static class CountedByNameTestCase {
        @FreePort(value = "peers", count = 3, contiguous = true)
        int[] first = {};

        @Test
        void test(@FreePort("peers") int[] array, @FreePort("peers") List<Integer> list) {
            assertThat(array).hasSize(3).isEqualTo(first);
            assertThat(list).hasSize(3).contains(first[0]);
        }
    }

    @Test
    void ofAUriMayBeOfUdpWithASchemeOfItsOwn() {
        TestRun.of(CoapTestCase.class).succeeds(1);
    }

    static class CoapTestCase {
        @Test
        void test(
                @FreePort(protocol = Protocol.UDP, scheme = "coap") URI coap,
                @FreePort(protocol = {Protocol.TCP, Protocol.UDP}) URI both) {
            assertThat(coap).hasScheme("coap").hasPort(coap.getPort());
            assertThat(both).hasScheme("http").hasPort(both.getPort());
        }
    }

    @Test
    void ofSeveralPortsHaveAsManyAsAskedFor() {
        TestRun run = TestRun.of(SeveralPortsTestCase.class).succeeds(1);

        assertThat(run.ports()).hasSize(10).doesNotHaveDuplicates();
    }

    static class SeveralPortsTestCase {
        @Test
        void test(
                @FreePort(count = 3) int[] array,
                @FreePort(count = 1) int[] one,
                @FreePort(count = 2) List<Integer> list,
                @FreePort(value = "row", count = 4, contiguous = true) List<Integer> row,
                @FreePort(value = "row", count = 4, contiguous = true) int[] sameRow) {
            assertThat(array).hasSize(3);
            assertThat(one).hasSize(1);
            assertThat(list).hasSize(2);
            assertThat(row).containsExactly(row.get(0), row.get(0) + 1, row.get(0) + 2, row.get(0) + 3);
            assertThat(sameRow).containsExactly(row.get(0), row.get(1), row.get(2), row.get(3));
            Set.of(array[0], array[1], array[2], one[0]).forEach(port -> note("array " + port, port));
            list.forEach(port -> note("list " + port, port));
            row.forEach(port -> note("row " + port, port));
        }
    }

    @Test
    void ofFieldsAreTheSame() {
        TestRun run = TestRun.of(FieldsTestCase.class).succeeds(1);

        String type = FieldsTestCase.class.getName();
        assertThat(run.purposes())
                .containsOnly(
                        entry("static", "field 'uri' of " + type),
                        entry("Integer", "field 'boxed' of " + type),
                        entry("list 0", "field 'list' of " + type),
                        entry("list 1", "field 'list' of " + type),
                        entry("reservation", "field 'reservation' of " + type));
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class FieldsTestCase {
        @FreePort
        static URI uri = URI.create("none:none");

        @FreePort
        Integer boxed = 0;

        @FreePort(count = 2)
        List<Integer> list = List.of();

        @FreePort
        @Nullable
        PortReservation reservation;

        @BeforeAll
        static void beforeAll(@FreePort Integer own) {
            assertThat(own).isNotEqualTo(uri.getPort());
            note("static", uri.getPort());
        }

        @Test
        void test() {
            note("Integer", boxed);
            note("list 0", list.get(0));
            note("list 1", list.get(1));
            note("reservation", Objects.requireNonNull(reservation).port());
        }
    }

    @Test
    void ofAReservationMayEndEarlier() {
        TestRun.of(ClosingTestCase.class).succeeds(1);
    }

    static class ClosingTestCase {
        @Test
        void test(@FreePort PortReservation reservation) {
            note("reservation", reservation.port());
            reservation.close();
            assertThat(TestRun.stillReserved()).isEmpty();
        }
    }
}
