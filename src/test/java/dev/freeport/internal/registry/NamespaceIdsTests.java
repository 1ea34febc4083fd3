package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NamespaceIdsTests {
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces of Linux")
    void areThoseOfTheKernelAndItsBoot() throws Exception {
        String network = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        String pids = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();

        assertThat(NamespaceIds.current().network()).matches(network.replaceAll("[^a-z0-9]", "") + "-[0-9a-f]{12}");
        assertThat(NamespaceIds.current().pids()).isEqualTo(pids.replaceAll("[^a-z0-9]", ""));
    }
}
