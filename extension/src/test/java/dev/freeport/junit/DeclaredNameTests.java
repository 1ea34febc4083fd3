package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a reader would take for a port. */
class DeclaredNameTests {
    @ParameterizedTest
    @ValueSource(strings = {"1", "9", "080", "8080", "65535"})
    void mustNotBeAPort(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredName.require(port, "@FreePort"))
                .withMessage("'" + port + "' would be a name; for the port " + port + " use @FixedPort(" + port + ").");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "99999999999", "8080a", "80/", "80:", "web8080"})
    void mayBeAnotherNumber(String name) {
        assertThatNoException().isThrownBy(() -> DeclaredName.require(name, "@FreePort"));
    }
}
