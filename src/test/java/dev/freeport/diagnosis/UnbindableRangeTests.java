package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnbindableRangeTests {
    private static final UnbindableRange RANGE = new UnbindableRange(
            new ExcludedRange(new PortRange(50000, 50059), Protocol.TCP, "excluded by Windows", false));
    private static final String USUAL =
            "Windows does not say which service has excluded the range; usually it is winnat or hns, for Hyper-V, WSL and"
                    + " containers";

    @Test
    void isSaid() {
        assertThat(RANGE.evidence()).isEqualTo("50000-50059 is excluded by Windows");
    }

    @Test
    void namesTheUsualServicesThatRun() {
        assertThat(RANGE.suspects(with(Set.of("hns", "winnat", "other"))))
                .isEqualTo(USUAL + "; running here: winnat, hns.");
        assertThat(RANGE.suspects(with(Set.of("hns")))).isEqualTo(USUAL + "; running here: hns.");
        assertThat(RANGE.suspects(with(Set.of("other")))).isEqualTo(USUAL + "; neither runs here.");
    }

    @Test
    void namesTheUsualServicesWhereNobodyCanBeAsked() {
        Probe none = (protocol, address, sharing) -> Probe.Result.REFUSED;

        assertThat(RANGE.suspects(none)).isEqualTo(USUAL + ".");
    }

    private static Probe with(Set<String> running) {
        return new Probe() {
            @Override
            public Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing) {
                throw new AssertionError("nothing is to be bound");
            }

            @Override
            public Optional<Boolean> runs(String service) {
                return Optional.of(running.contains(service));
            }
        };
    }
}
