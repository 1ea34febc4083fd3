package dev.freeport.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.FreePorts;
import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Both runs of these tests are what they are meant to be. */
class PathTests {
    @Test
    void freeportIsFoundWhereItShallBe() {
        boolean modules = Boolean.getBoolean("project.modules");
        assertThat(FreePorts.class.getModule().isNamed()).isEqualTo(modules);
        assertThat(FreePort.class.getModule().isNamed()).isEqualTo(modules);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "project.modules",
            matches = "true",
            disabledReason = "a class path hides no package")
    void whatIsNotExportedCannotBeUsed() {
        assertThatExceptionOfType(IllegalAccessException.class)
                .isThrownBy(() -> Class.forName("dev.freeport.internal.registry.Registries")
                        .getMethods()[0]
                        .invoke(null))
                .withMessageContaining(
                        "module dev.freeport does not export dev.freeport.internal.registry to module dev.freeport.blackbox");
    }
}
