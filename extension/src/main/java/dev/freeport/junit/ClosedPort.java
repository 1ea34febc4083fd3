package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.stack.StackProfile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a TCP port on which no process listens, to test what a program does without its server. Until its scope ends,
 * connects to it are refused, and no server can be bound to it.
 *
 * <pre>{@code
 * @Test
 * void reportsThatTheShopIsClosed(@ClosedPort URI shop) {
 *     assertThrows(ShopClosedException.class, () -> new ShopClient(shop).order());
 * }
 * }</pre>
 *
 * <p>Declaration, scope, names, release and errors are those of {@link FreePort}. Its types are {@code int}, {@code Integer},
 * {@code PortReservation}, {@code InetSocketAddress} and {@code URI}. A name cannot be shared with a port of another kind.
 *
 * @since 0.1.0
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@PortAnnotation
public @interface ClosedPort {

    /**
     * Returns the name of the port. Declarations with the same name share a port within their scope.
     *
     * @return the name; empty for a port of its own
     */
    String value() default "";

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
}
