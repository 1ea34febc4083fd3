package dev.freeport;

import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JVMs that have nothing but a network in common, whichever families they use; and such as have all but a network. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "network namespaces")
@EnabledIfAvailable(NETWORK_NAMESPACES)
class SharedNetworkTests {
    private static final String ONE_PORT = "20000";

    @TempDir
    Path parent;

    @ParameterizedTest
    @CsvSource({
        "net.ipv6.conf.all.disable_ipv6=0, preferIPv4Stack=true,  preferIPv4Stack=false",
        "net.ipv6.conf.all.disable_ipv6=0, preferIPv4Stack=false, preferIPv4Stack=true",
        "net.ipv6.conf.all.disable_ipv6=1, preferIPv4Stack=false, preferIPv4Stack=false",
        "net.ipv6.conf.all.disable_ipv6=1, preferIPv4Stack=false, preferIPv4Stack=true",
        "net.ipv6.bindv6only=1,            preferIPv4Stack=true,  preferIPv4Stack=false",
        "net.ipv6.bindv6only=1,            preferIPv4Stack=false, preferIPv6Addresses=true",
    })
    void keepsThemApartAndLetsServersBind(String kernel, String first, String second) {
        try (ForkedJvm one = inNewNetwork(kernel, "one", first);
                ForkedJvm other = beside(one, "other", second)) {
            assertThat(ReservingJvm.ask(one, "reserve")).isEqualTo(ONE_PORT);
            assertThat(ReservingJvm.ask(other, "reserve")).contains("reserved by tests: 1");
            assertThat(ReservingJvm.ask(one, "serve")).isEqualTo("served " + ONE_PORT);
            assertThat(ReservingJvm.ask(other, "reserve"))
                    .as("served a moment ago")
                    .startsWith("none: ");
            assertThat(ReservingJvm.ask(one, "release")).isEqualTo("done");
            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(ONE_PORT);
            assertThat(ReservingJvm.ask(other, "serve")).isEqualTo("served " + ONE_PORT);
            assertThat(ReservingJvm.ask(one, "reserve")).startsWith("none: ");
        }
    }

    @Test
    void explainsNothingOfAnotherNetworkThatHasItsFilesInTheSameDirectory() {
        try (ForkedJvm one = inNewNetwork("net.ipv6.bindv6only=0", "same", "preferIPv4Stack=false");
                ForkedJvm other = inNewNetwork("net.ipv6.bindv6only=0", "same", "preferIPv4Stack=false");
                ForkedJvm third = beside(one, "same", "preferIPv4Stack=false")) {
            assertThat(ReservingJvm.ask(one, "reserve")).isEqualTo(ONE_PORT);
            assertThat(ReservingJvm.ask(other, "explain " + ONE_PORT)).isEqualTo("free");
            assertThat(ReservingJvm.ask(third, "explain " + ONE_PORT))
                    .as("who shares the network sees it")
                    .isEqualTo("reserved by pid " + one.pid());

            assertThat(ReservingJvm.ask(other, "reserve")).isEqualTo(ONE_PORT);
            assertThat(ReservingJvm.ask(other, "explain " + ONE_PORT)).isEqualTo("reserved by pid " + other.pid());
            assertThat(ReservingJvm.ask(third, "explain " + ONE_PORT)).isEqualTo("reserved by pid " + one.pid());
        }
    }

    private ForkedJvm inNewNetwork(String kernel, String directory, String family) {
        String setUp = "ip link set lo up && sysctl -qw " + kernel + " && exec \"$@\"";
        return start(List.of("unshare", "-n", "sh", "-c", setUp, "sh"), directory, family);
    }

    private ForkedJvm beside(ForkedJvm one, String directory, String family) {
        assertThat(one.ask("explain 1")).as("it is there").isEqualTo("free");
        return start(List.of("nsenter", "-n", "-t", "" + one.pid()), directory, family);
    }

    private ForkedJvm start(List<String> by, String directory, String family) {
        return ReservingJvm.start(
                by, List.of("-Dfreeport.directory=" + parent.resolve(directory), "-Djava.net." + family), ONE_PORT);
    }
}
