package dev.freeport.junit;

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

    /** {@return the name, by which declarations share a port within their scope; empty for a port of its own} */
    String value() default "";

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
}
