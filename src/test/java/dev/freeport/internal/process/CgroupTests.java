package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupTests {
    private static final String ID = "0a1b2c3d4e5f" + "6".repeat(52);

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0::/docker/%s,                                                  Stop the container (docker stop 0a1b2c3d4e5f)
                    0::/system.slice/docker-%s.scope,                               Stop the container (docker stop 0a1b2c3d4e5f)
                    0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-%s.scope, Stop the pod of the container (crictl ps --id 0a1b2c3d4e5f names it; kubectl delete pod)
                    0::/user.slice/user-1.slice/user@1.service/user.slice/libpod-%s.scope/container, Stop the container (podman stop 0a1b2c3d4e5f)
                    0::/machine.slice/libpod-conmon-%s.scope,                       Stop the container (podman stop 0a1b2c3d4e5f)
                    0::/machine.slice/crio-%s.scope,                                Stop the container (crictl stop 0a1b2c3d4e5f)
                    0::/system.slice/cri-containerd-%s.scope,                       Stop the container (crictl stop 0a1b2c3d4e5f)
                    0::/user.slice/nerdctl-%s.scope,                                Stop the container (nerdctl stop 0a1b2c3d4e5f)
                    0::/garden/%s,                                                  Stop container 0a1b2c3d4e5f by the engine that runs it
                    """)
    void knowsContainers(String cgroups, String howToStop) {
        assertThat(Cgroup.of(String.format(cgroups, ID)))
                .hasValue(new Cgroup("container 0a1b2c3d4e5f", Optional.of(howToStop)));
    }

    @Test
    void knowsContainersOfTheFirstVersion() {
        assertThat(Cgroup.of(String.format("12:pids:/\n11:memory:/docker/%s\n1:name=systemd:/docker/%1$s", ID)))
                .hasValue(new Cgroup(
                        "container 0a1b2c3d4e5f", Optional.of("Stop the container (docker stop 0a1b2c3d4e5f)")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0::/lxc.payload.shop/system.slice/nginx.service,              container shop, Stop the container (lxc-stop -n shop)
                    0::/machine.slice/systemd-nspawn@shop.service/payload,        container shop, Stop the container (machinectl stop shop)
                    """)
    void knowsContainersWithNames(String cgroups, String text, String howToStop) {
        assertThat(Cgroup.of(cgroups)).hasValue(new Cgroup(text, Optional.of(howToStop)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    0::/system.slice/nginx.service,                                          unit nginx.service,              Stop the unit (systemctl stop nginx.service)
                    1:name=systemd:/system.slice/system-postgresql.slice/postgresql@15-main.service, unit postgresql@15-main.service, Stop the unit (systemctl stop postgresql@15-main.service)
                    0::/user.slice/user-7.slice/user@7.service/app.slice/shop.service,       unit shop.service,               Stop the unit (systemctl --user stop shop.service)
                    0::/system.slice/a\\x2db.service,                                        unit a\\x2db.service,            Stop the unit (systemctl stop 'a\\x2db.service')
                    """)
    void knowsUnits(String cgroups, String unit, String howToStop) {
        assertThat(Cgroup.of(cgroups + "\n")).hasValue(new Cgroup(unit, Optional.of(howToStop)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0::/user.slice/user-7.slice/user@7.service/app.slice/app-code-9.scope,   unit app-code-9.scope
                    0::/system.slice/a;b.service,                                            unit a;b.service
                    0::/system.slice/$(b).service,                                           unit $(b).service
                    """)
    void knowsNoCommandForScopesAndForWhatIsNoName(String cgroups, String unit) {
        assertThat(Cgroup.of(cgroups + "\n")).hasValue(new Cgroup(unit, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0::/", "0::/user.slice/user-7.slice/session-3.scope", "0::/init.scope", "garbage"})
    void saysNothingOfTheRest(String cgroups) {
        assertThat(Cgroup.of(cgroups)).isEmpty();
    }

    @Test
    void takesTheInnermostUnit() {
        assertThat(Cgroup.of("0::/a.service/b.service").map(Cgroup::text)).hasValue("unit b.service");
    }
}
