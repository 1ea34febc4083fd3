package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a port that is in use until its scope ends, to test what a program does when its port is taken.
 *
 * <pre>{@code
 * @Test
 * void saysThatItsPortIsTaken(@OccupiedPort int port) {
 *     assertThatThrownBy(() -> new Shop(port).open()).hasMessage("Port " + port + " is in use.");
 * }
 * }</pre>
 *
 * <p>Declaration, scope, names, release and errors are those of {@link FreePort}. Its types are {@code int}, {@code Integer},
 * {@code PortReservation}, {@code InetSocketAddress} and {@code URI}. A name cannot be shared with a port of another kind. {@link dev.freeport.fixture.PortOccupier} does the same in code.
 *
 * @since 0.1.0
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@PortAnnotation
public @interface OccupiedPort {

    /** {@return the name, by which declarations share a port within their scope; empty for a port of its own} */
    String value() default "";

    /** {@return who uses the port: this JVM or another one, which takes some tenths of a second to start} */
    Occupier by() default Occupier.THIS_JVM;

    /**
     * {@return whether the socket listens, without accepting connections; without effect for UDP} One that is only
     * bound keeps servers out too, and connects to it are refused.
     */
    boolean listening() default true;

    /** {@return the protocol} */
    Protocol protocol() default Protocol.TCP;

    /** {@return the ports to choose from, as in {@link FreePort#ranges()}} */
    String ranges() default "";

    /** {@return ports to leave out, as in {@link FreePort#excludedRanges()}} */
    String excludedRanges() default "";

    /** {@return other systems that must not assign the port to a client either, as in {@link FreePort#safeOn()}} */
    StackProfile[] safeOn() default {};

    /** {@return how long the port lasts} */
    FreePort.Scope scope() default FreePort.Scope.DEFAULT;

    /** {@return a system property that holds the number, as in {@link FreePort#property()}; empty for none} */
    String property() default "";

    /** {@return the scheme of a {@code URI}, such as {@code https}; empty for {@code http}} */
    String scheme() default "";

    /** Who uses an occupied port. */
    enum Occupier {
        /** A socket of this JVM. The default. */
        THIS_JVM,
        /** A forked JVM, which ends with the scope, or with this JVM. */
        OTHER_JVM
    }
}
