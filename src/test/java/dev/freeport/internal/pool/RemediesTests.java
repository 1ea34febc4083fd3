package dev.freeport.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.HostStacks;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.StackProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTests {
    private static final String SMALLER =
            "sysctl -w net.ipv4.ip_local_port_range=\"32768 60999\"  (a smaller dynamic range)";
    private static final String TAKEN_OUT =
            "sysctl -w net.ipv4.ip_local_reserved_ports=20000-20999  (takes ports out of"
                    + " it; then freeport.ranges=20000-20999)";

    @Test
    void makeARangeSmallerThatIsEverything() {
        assertThat(Remedies.of(stack(StackProfile.LINUX, 1024, 65535))).containsExactly(SMALLER, TAKEN_OUT);
        assertThat(Remedies.of(stack(StackProfile.LINUX, 30000, 65535))).containsExactly(SMALLER);
    }

    @ParameterizedTest
    @CsvSource({"LINUX, 32768, 60999", "LINUX, 49152, 65535", "WINDOWS, 49152, 65535", "AIX, 49152, 65535"})
    void areNotWhatIsSetAlready(StackProfile profile, int low, int high) {
        assertThat(Remedies.of(stack(profile, low, high))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = StackProfile.class,
            names = {"LINUX", "WINDOWS", "WINDOWS_2003", "MACOS", "FREEBSD", "SOLARIS", "HP_UX", "FTX", "AIX"})
    void existWhereTheRangeCanBeSet(StackProfile profile) {
        assertThat(Remedies.of(stack(profile, 1024, 65535))).isNotEmpty();
    }

    @Test
    void ofALowPortAreCommandsOnLinux() {
        assertThat(Remedies.ofLowPort(stack(StackProfile.LINUX, 32768, 60999), 80))
                .isEqualTo(", or let, as root, every process bind lower ones (sysctl -w"
                        + " net.ipv4.ip_unprivileged_port_start=80), or this command alone (setpriv --reuid=USER --init-groups"
                        + " --inh-caps=+net_bind_service --ambient-caps=+net_bind_service COMMAND).");
        assertThat(Remedies.ofLowPort(stack(StackProfile.FREEBSD, 10000, 65535), 80))
                .isEqualTo(", or run this process with privileges.");
    }

    private static HostStack stack(StackProfile profile, int low, int high) {
        List<PortRange> dynamic = List.of(new PortRange(low, high));
        return HostStacks.of(profile, dynamic, dynamic, List.of(), 1024, "a test");
    }
}
