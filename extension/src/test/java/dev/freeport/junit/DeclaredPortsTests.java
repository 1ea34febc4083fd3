package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeclaredPortsTests {
    private final List<String> events = new ArrayList<>();

    @Test
    void closeTheNewestResourceFirstAndReleaseThePortLast() {
        DeclaredPorts ports = reserve();
        int port = ports.port();
        ports.closeBefore(() -> note("first", port));
        ports.closeBefore(() -> note("second", port));
        ports.closeBefore(() -> note("third", port));

        ports.close();

        assertThat(events).containsExactly("third, reserved", "second, reserved", "first, reserved");
        assertThat(TestRun.reservation(port)).isEmpty();
    }

    @Test
    void areReleasedEvenIfAResourceCannotBeClosed() {
        DeclaredPorts ports = reserve();
        int port = ports.port();
        ports.closeBefore(() -> note("first", port));
        ports.closeBefore(() -> {
            throw new IOException("closing fails");
        });

        ports.close();

        assertThat(events).containsExactly("first, reserved");
        assertThat(TestRun.reservation(port)).isEmpty();
    }

    private static DeclaredPorts reserve() {
        Declaration declaration = PortExtension.free().declaration(DeclarationSite.of(new Object(), "a test"));
        PortSpec spec = declaration.spec();
        return spec.reserve(declaration, spec.request(key -> Optional.empty(), "a test"));
    }

    private void note(String resource, int port) {
        events.add(resource + (TestRun.reservation(port).isPresent() ? ", reserved" : ", released"));
    }
}
