package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupTests {
    private static final String ID = "0a1b2c3d4e5f" + "6".repeat(52);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/docker/%s",
                "0::/system.slice/docker-%s.scope",
                "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-%s.scope",
                "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-%s.scope/container",
                "12:pids:/\n11:memory:/docker/%s\n1:name=systemd:/docker/%1$s"
            })
    void knowsContainers(String cgroups) {
        assertThat(Cgroup.unit(String.format(cgroups, ID))).hasValue("container 0a1b2c3d4e5f");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0::/system.slice/nginx.service,                                          unit nginx.service
                    0::/user.slice/user-7.slice/user@7.service/app.slice/app-code-9.scope,   unit app-code-9.scope
                    1:name=systemd:/system.slice/postgresql@15-main.service,                 unit postgresql@15-main.service
                    """)
    void knowsUnits(String cgroups, String unit) {
        assertThat(Cgroup.unit(cgroups + "\n")).hasValue(unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0::/", "0::/user.slice/user-7.slice/session-3.scope", "0::/init.scope", "garbage"})
    void saysNothingOfTheRest(String cgroups) {
        assertThat(Cgroup.unit(cgroups)).isEmpty();
    }

    @Test
    void takesTheInnermostUnit() {
        assertThat(Cgroup.unit("0::/a.service/b.service")).hasValue("unit b.service");
    }
}
