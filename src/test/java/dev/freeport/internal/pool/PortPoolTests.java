package dev.freeport.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortPoolTests {
    private static final HostStack LINUX = stack(32768, 60999);
    private static final ServicesFile NO_SERVICES = ServicesFile.read(new File("/nowhere"));

    @Test
    void isTheUserPortsOutsideTheDynamicRangeAndAwayFromUnusualOnes() {
        BitSet ports = pool(LINUX, PortChoice.DEFAULT).bits();

        assertThat(ports.nextSetBit(0)).isEqualTo(10000);
        assertThat(ports.get(10080)).as("blocked by browsers").isFalse();
        assertThat(ports.nextSetBit(30000))
                .as("after NodePorts and the dynamic range")
                .isEqualTo(61000);
        assertThat(ports.length()).isEqualTo(65536);
        assertThat(ports.cardinality()).isEqualTo(20000 - 1 + 4536);
    }

    @Test
    void takesPortablePortsWhereTheUsualOnesAreDynamic() {
        PortPool pool = pool(stack(10000, 65535), PortChoice.DEFAULT);

        assertThat(pool.next(0)).isEqualTo(5001);
        assertThat(pool.bits().length() - 1).isEqualTo(9999);
    }

    @Nested
    class WithNames {
        @Test
        void leavesThemOutUnlessTheUserAsksForThem(@TempDir Path directory) throws IOException {
            Path file = directory.resolve("services");
            Files.writeString(file, """
                    # comment 10001/tcp
                    webmin      10000/tcp   # a name
                    ndmp\t\t10002/tcp alias
                    only-udp    10003/udp
                    broken      x/tcp
                    huge        99999/tcp
                    10004/tcp
                    zero        0/tcp
                    """);
            ServicesFile services = ServicesFile.read(file.toFile());

            assertThat(left(services, PortChoice.DEFAULT)).containsExactly(10001, 10003, 10004);
            assertThat(left(services, PortChoice.DEFAULT.withSkipNamed(false)))
                    .containsExactly(10000, 10001, 10002, 10003, 10004);
            PortChoice asked = PortChoice.DEFAULT.withRanges(PortRange.parseList("10000-10004"));
            assertThat(left(services, asked)).containsExactly(10000, 10001, 10002, 10003, 10004);
            assertThat(left(services, asked.withSkipNamed(true))).containsExactly(10001, 10003, 10004);
            assertThat(left(services, PortChoice.DEFAULT.withProtocols(Set.of(Protocol.UDP))))
                    .containsExactly(10000, 10001, 10002, 10004);
            assertThat(services.name(Protocol.TCP, 10002)).hasValue("ndmp");
            assertThat(services.name(Protocol.TCP, 10003)).isEmpty();
        }

        private static List<Integer> left(ServicesFile services, PortChoice choice) {
            BitSet ports = PoolCutter.cut(LINUX, services, choice, true).bits();
            return IntStream.rangeClosed(10000, 10004)
                    .filter(ports::get)
                    .boxed()
                    .toList();
        }
    }

    @Test
    void countsItsPortsAcrossGaps() {
        PortPool pool = pool(LINUX, ranges("20000-20002,20063-20065,30000,61000"));

        assertThat(IntStream.range(0, pool.size()).map(pool::port))
                .containsExactly(20000, 20001, 20002, 20063, 20064, 20065, 30000, 61000);
        assertThat(pool.next(20003)).isEqualTo(20063);
        assertThat(pool.next(65536)).isEqualTo(20000);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> pool.port(8));
    }

    @Nested
    class WithRanges {
        @Test
        void isWhatTheUserAsksForThoughUnusual() {
            PortPool pool = pool(LINUX, ranges("20000-20015,30000"));

            assertThat(pool.size()).isEqualTo(17);
            assertThat(pool.next(20016)).isEqualTo(30000);
            assertThat(pool).hasToString("17 ports: 20000-20015,30000");
        }

        @Test
        void leavesOutDynamicPortsAndPortsToAvoid() {
            PortPool pool =
                    pool(LINUX, ranges("32760-32770").withExcludedRanges(PortRange.parseList("32761,32763-32764")));

            assertThat(pool.bits().stream()).containsExactly(32760, 32762, 32765, 32766, 32767);
            assertThat(pool.insideDynamicRange()).isFalse();
            assertThat(pool)
                    .hasToString("5 ports: 32760-32770 less 3 excluded (32761,32763-32764), 3 in the dynamic range"
                            + " 32768-60999 of this host (test)");
        }

        @Test
        void countsManyRangesOfOneSource() {
            StringJoiner odd = new StringJoiner(",");
            for (int port = 20001; port < 30000; port += 2) {
                odd.add(Integer.toString(port));
            }
            HostStack stack = HostStacks.of(
                    LINUX.profile(),
                    LINUX.dynamic(Protocol.TCP),
                    LINUX.dynamic(Protocol.UDP),
                    PortRange.parseList(odd.toString()).stream()
                            .map(range -> new ExcludedRange(range, Protocol.TCP, "in ip_local_reserved_ports", true))
                            .toList(),
                    1024,
                    "test");

            assertThat(pool(stack, PortChoice.DEFAULT).toString())
                    .contains(" 5000 20001,20003,20005,20007 and 4996 more ranges in ip_local_reserved_ports, ");
            assertThat(pool(LINUX, ranges("20000-29999").withExcludedRanges(PortRange.parseList(odd.toString()))))
                    .hasToString("5000 ports: 20000-29999 less 5000 excluded (20001,20003,20005,20007 and 4996 more"
                            + " ranges)");
        }

        @Test
        void saysWhichSettingsCancelEachOtherOut() {
            PortPool pool = pool(LINUX, ranges("20000-20015").withExcludedRanges(PortRange.parseList("20000-20100")));

            assertThat(pool.size()).isZero();
            assertThat(pool)
                    .hasToString("0 ports: 20000-20015 less 16 excluded (20000-20100); so the settings cancel each"
                            + " other out");
        }
    }

    @Nested
    class WithProfiles {
        @Test
        void isSafeOnAllOfThem() {
            PortChoice choice = PortChoice.DEFAULT.withSafeOn(Set.of(StackProfile.PORTABLE, StackProfile.WINDOWS_2003));

            PortPool pool = pool(LINUX, choice);

            assertThat(pool.next(0)).isEqualTo(5001);
            assertThat(pool.bits().length() - 1).isEqualTo(9999);
        }

        @Test
        void disregardsProfilesOfTheOtherProtocol() {
            PortChoice choice = PortChoice.DEFAULT.withSafeOn(Set.of(StackProfile.STCP_UDP_BEFORE_2119));

            assertThat(pool(LINUX, choice).size())
                    .isEqualTo(pool(LINUX, PortChoice.DEFAULT).size());
        }

        @Test
        void saysThatNothingIsSafeOnThemAll() {
            PortChoice choice = ranges("20000-20009").withSafeOn(Set.of(StackProfile.PORTABLE));

            assertThat(pool(LINUX, choice))
                    .hasToString("0 ports: 20000-20009 less 10 not safe on portable ports (safe: 5001-9999); so the"
                            + " settings cancel each other out");
        }
    }

    @Nested
    class WithExclusions {
        private final HostStack stack = HostStacks.of(
                StackProfile.LINUX,
                LINUX.dynamic(Protocol.TCP),
                LINUX.dynamic(Protocol.UDP),
                List.of(
                        new ExcludedRange(new PortRange(10000, 10009), Protocol.TCP, "set aside", true),
                        new ExcludedRange(new PortRange(40000, 40003), Protocol.TCP, "set aside", true),
                        new ExcludedRange(new PortRange(10010, 10019), Protocol.TCP, "taken by the system", false)),
                1024,
                "test");

        @Test
        void leavesThemOut() {
            assertThat(pool(stack, PortChoice.DEFAULT).next(0)).isEqualTo(10020);
        }

        @Test
        void givesPortsThatWereSetAsideIfTheUserAsksForThem() {
            assertThat(pool(stack, ranges("10008-10011,40000-40005")).bits().stream())
                    .as("those inside the dynamic range are not lent while they are set aside")
                    .containsExactly(10008, 10009, 40000, 40001, 40002, 40003);
        }

        @Test
        void concernOneProtocol() {
            PortChoice udp = PortChoice.DEFAULT.withProtocols(Set.of(Protocol.UDP));

            assertThat(pool(stack, udp).next(0)).isEqualTo(10000);
        }
    }

    @Nested
    class WhereEverythingIsDynamic {
        @Test
        void liesInsideTheRangeIfTheKernelHoldsThePorts() {
            PortPool pool = pool(stack(1024, 65535), PortChoice.DEFAULT);

            assertThat(pool.insideDynamicRange()).isTrue();
            assertThat(pool.next(0)).isEqualTo(5001);
        }

        @Test
        void isEmptyIfNobodyHoldsThem() {
            PortPool pool = PoolCutter.cut(stack(1024, 65535), NO_SERVICES, ranges("20000-20009"), false);

            assertThat(pool.size()).isZero();
            assertThat(pool)
                    .hasToString("0 ports: 20000-20009 less 10 in the dynamic range 1024-65535 of this host (test)");
        }
    }

    private static PortPool pool(HostStack stack, PortChoice choice) {
        return PoolCutter.cut(stack, NO_SERVICES, choice, true);
    }

    private static PortChoice ranges(String text) {
        return PortChoice.DEFAULT.withRanges(PortRange.parseList(text));
    }

    private static HostStack stack(int low, int high) {
        List<PortRange> dynamic = List.of(new PortRange(low, high));
        return HostStacks.of(StackProfile.LINUX, dynamic, dynamic, List.of(), 1024, "test");
    }
}
