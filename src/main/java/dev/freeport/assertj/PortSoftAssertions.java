package dev.freeport.assertj;

import org.assertj.core.api.SoftAssertions;

/**
 * The soft assertions of AssertJ and those on ports.
 *
 * <pre>{@code
 * SoftAssertionsProvider.assertSoftly(PortSoftAssertions.class, softly -> {
 *     softly.assertThatPort(8080).isListenedOn();
 *     softly.assertThatPort(8081).isFree();
 * });
 * }</pre>
 *
 * @since 0.1.0
 */
// its users require AssertJ anyway
@SuppressWarnings("exports")
public class PortSoftAssertions extends SoftAssertions implements PortSoftAssertionsProvider {
    /** Starts with no failure. */
    public PortSoftAssertions() {}
}
