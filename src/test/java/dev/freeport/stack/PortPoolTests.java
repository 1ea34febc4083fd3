package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortPoolTests {
    private static final HostStack LINUX = stack(32768, 60999);
    private static final BitSet NO_SERVICES = new BitSet();

    @Test
    void isTheUserPortsOutsideTheDynamicRangeAndAwayFromUnusualOnes() {
        BitSet ports = bits(PortPool.of(LINUX, NO_SERVICES, List.of(), true));

        assertThat(ports.nextSetBit(0)).isEqualTo(10000);
        assertThat(ports.get(10080)).as("blocked by browsers").isFalse();
        assertThat(ports.nextSetBit(30000))
                .as("after NodePorts and the dynamic range")
                .isEqualTo(61000);
        assertThat(ports.length()).isEqualTo(65536);
        assertThat(ports.cardinality()).isEqualTo(20000 - 1 + 4536);
    }

    @Test
    void leavesOutPortsThatHaveAName(@TempDir Path directory) throws IOException {
        Path services = directory.resolve("services");
        Files.writeString(services, """
                # comment 10001/tcp
                webmin      10000/tcp   # a name
                ndmp\t\t10002/tcp alias
                only-udp    10003/udp
                broken      x/tcp
                huge        99999/tcp
                """);

        BitSet ports = bits(PortPool.of(LINUX, ServicesFile.tcpPorts(services), List.of(), true));

        assertThat(IntStream.rangeClosed(10000, 10004).filter(ports::get)).containsExactly(10001, 10003, 10004);
    }

    @Test
    void takesPortablePortsWhereTheUsualOnesAreDynamic() {
        PortPool pool = PortPool.of(stack(10000, 65535), NO_SERVICES, List.of(), true);

        assertThat(pool.port(0)).isEqualTo(5001);
        assertThat(pool.port(pool.size() - 1)).isEqualTo(9999);
    }

    @Test
    void leavesOutWhatAnAdministratorSetAside() {
        HostStack stack = new HostStack(LINUX.dynamic(), List.of(new PortRange(10000, 10009)), "test");

        assertThat(PortPool.of(stack, NO_SERVICES, List.of(), true).port(0)).isEqualTo(10010);
    }

    @Test
    void isWhatTheUserAsksForThoughUnusual() {
        PortPool pool = PortPool.of(LINUX, NO_SERVICES, PortRange.parseList("20000-20015,30000"), true);

        assertThat(pool.size()).isEqualTo(17);
        assertThat(pool.port(16)).isEqualTo(30000);
        assertThat(pool).hasToString("17 ports: 20000-20015,30000");
    }

    @Test
    void leavesOutDynamicPortsThatTheUserAsksFor() {
        PortPool pool = PortPool.of(LINUX, NO_SERVICES, PortRange.parseList("32760-32770"), true);

        assertThat(pool.size()).isEqualTo(8);
        assertThat(pool.insideDynamicRange()).isFalse();
        assertThat(pool)
                .hasToString("8 ports: 32760-32770 less 3 in the dynamic range 32768-60999 of this host (test)");
    }

    @Test
    void liesInsideTheDynamicRangeIfThatIsEverythingAndTheKernelHoldsThePorts() {
        PortPool pool = PortPool.of(stack(1024, 65535), NO_SERVICES, List.of(), true);

        assertThat(pool.insideDynamicRange()).isTrue();
        assertThat(pool.port(0)).isEqualTo(5001);
    }

    @Test
    void isEmptyIfTheDynamicRangeIsEverythingAndNobodyHoldsThePorts() {
        PortPool pool = PortPool.of(stack(1024, 65535), NO_SERVICES, PortRange.parseList("20000-20009"), false);

        assertThat(pool.size()).isZero();
        assertThat(pool)
                .hasToString("0 ports: 20000-20009 less 10 in the dynamic range 1024-65535 of this host (test)");
    }

    private static HostStack stack(int low, int high) {
        return new HostStack(new PortRange(low, high), List.of(), "test");
    }

    private static BitSet bits(PortPool pool) {
        BitSet bits = new BitSet();
        IntStream.range(0, pool.size()).map(pool::port).forEach(bits::set);
        return bits;
    }
}
