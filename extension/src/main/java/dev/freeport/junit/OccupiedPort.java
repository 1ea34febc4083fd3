package dev.freeport.junit;

import dev.freeport.PortRequest;
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

    /**
     * Returns the name of the port. Declarations with the same name share a port within their scope.
     *
     * @return the name; empty for a port of its own
     */
    String value() default "";

    /**
     * Returns who uses the port. Another JVM takes some tenths of a second to start.
     *
     * @return this JVM or another one
     */
    Occupier by() default Occupier.THIS_JVM;

    /**
     * Returns whether the socket listens, without accepting connections. One that is only bound keeps servers out too, and
     * connects to it are refused.
     *
     * @return {@code true} for a listening socket; without effect for UDP
     */
    boolean listening() default true;

    /**
     * Returns the protocol.
     *
     * @return TCP or UDP
     */
    Protocol protocol() default Protocol.TCP;

    /**
     * Returns the ports to choose from, such as {@code 20000-20015,30000}.
     *
     * @return the ranges; empty for the configuration parameter {@value PortRequest#RANGES}, and failing that the default
     */
    String ranges() default "";

    /**
     * Returns ports to leave out, such as {@code 27017,20000-20100}.
     *
     * @return the ranges; empty for the configuration parameter {@value PortRequest#EXCLUDED_RANGES}
     */
    String excludedRanges() default "";

    /**
     * Returns other systems that must not assign the port to a client either.
     *
     * @return the systems; empty for the configuration parameter {@value PortRequest#SAFE_ON}
     */
    StackProfile[] safeOn() default {};

    /**
     * Returns how long the port lasts.
     *
     * @return the scope
     */
    FreePort.Scope scope() default FreePort.Scope.DEFAULT;

    /**
     * Returns a system property that holds the number of the port while the scope lasts, see {@link FreePort#property()}.
     *
     * @return the property; empty for none
     */
    String property() default "";

    /**
     * Returns the scheme of a {@code URI}, such as {@code https}.
     *
     * @return the scheme; empty for {@code http}
     */
    String scheme() default "";

    /**
     * Who uses an occupied port.
     *
     * @since 0.1.0
     */
    enum Occupier {
        /** A socket of this JVM. The default. */
        THIS_JVM,
        /** A forked JVM, which ends with the scope, or with this JVM. */
        OTHER_JVM
    }
}
