package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.stack.Protocol;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Reserves the port with a certain number for a test that can have no other one. The test waits for its turn, across all
 * JVMs of this user on this host.
 *
 * <pre>{@code
 * @Test
 * void readsItsConfigurationFile(@FixedPort(8080) int port) { ... }
 * }</pre>
 *
 * <p>A {@link FreePort} is better wherever the number can be chosen: tests with a fixed one run one after the other. If
 * something that has not reserved the port uses it, the test fails at once, and the failure names it; so it does if the number
 * needs privileges that this JVM has not.
 *
 * <p>Several that are declared by the parameters of one method, or of one constructor, or by the static fields of one class,
 * or by the fields of one instance, are taken in ascending order, in whichever order they stand. What is declared at different
 * places is taken as JUnit comes to it: the fields of a class, the parameters of {@code @BeforeAll} methods, a constructor's
 * parameters, the fields of the instance, the parameters of {@code @BeforeEach} methods, those of the test. There two tests
 * can still each have what the other waits for, until their time is up; so let the lower numbers come first there.
 *
 * <p>Where it can be declared, how long it lasts and what is refused is said at {@link FreePort}; so are the types, less
 * {@code int[]} and {@code List<Integer>}. The number is its name: one number in one scope, or in a scope inside it, is
 * reserved once.
 *
 * @since 0.1.0
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@PortAnnotation
public @interface FixedPort {

    /**
     * Returns the port.
     *
     * @return the number, 1 to 65535
     */
    int value();

    /**
     * Returns the protocols; two mean that the number is reserved for both.
     *
     * @return the protocols; empty for UDP where the type is a datagram socket or channel, else TCP
     */
    Protocol[] protocol() default {};

    /**
     * Returns how long to wait behind others that have reserved the port, such as {@code 30s}.
     *
     * @return a number with a unit (ms, s, m); empty for the configuration parameter {@value PortRequest#TIMEOUT}
     */
    String timeout() default "";

    /**
     * Returns whether on Linux a socket that never listens holds the port, see {@link FreePort#guard()}.
     *
     * @return the guard
     */
    FreePort.GuardSocket guardSocket() default FreePort.GuardSocket.DEFAULT;

    /**
     * Returns how long the port lasts.
     *
     * @return the scope
     */
    FreePort.Scope scope() default FreePort.Scope.DEFAULT;

    /**
     * Returns a system property that has the number of the port while the scope lasts, see {@link FreePort#property()}.
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
