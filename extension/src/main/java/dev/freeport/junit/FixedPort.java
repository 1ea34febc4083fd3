package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.stack.Protocol;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Reserves the port with a given number, for a test that can use no other one. The test waits while another test has reserved
 * the port, in any JVM of this user on this host.
 *
 * <pre>{@code
 * @Test
 * void readsItsConfigurationFile(@FixedPort(8080) int port) { ... }
 * }</pre>
 *
 * <p>Prefer {@link FreePort} wherever you can choose the number: tests with the same fixed port run one after the other. If a
 * process that has not reserved the port uses it, the test fails at once and names the process; it also fails at once if
 * this JVM lacks the privileges for the number.
 *
 * <p>The fixed ports of one method's or constructor's parameters, of the static fields of one class, or of the fields of one
 * instance are reserved in ascending order. Others are reserved as JUnit reaches them: fields of the class, parameters of
 * {@code @BeforeAll} methods, of the constructor, fields of the instance, parameters of {@code @BeforeEach} methods, of the
 * test. Declare the lower numbers first there: otherwise two tests may each hold the port that the other waits for, until
 * both time out.
 *
 * <p>Declaration, scope, release, errors and types are those of {@link FreePort}, without {@code int[]} and
 * {@code List<Integer>}. The number is its name: one number in one scope, or in a scope inside it, is reserved once.
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
     * Returns how long to wait while others have reserved the port, such as {@code 30s}.
     *
     * @return a number with a unit (ms, s, m); empty for the configuration parameter {@value PortRequest#TIMEOUT}
     */
    String timeout() default "";

    /**
     * Returns whether on Linux a socket that never listens holds the port, see {@link FreePort#guardSocket()}.
     *
     * @return the guard socket
     */
    FreePort.GuardSocket guardSocket() default FreePort.GuardSocket.DEFAULT;

    /**
     * Returns what to do if a process still listens on the port when the scope ends.
     *
     * @return the leak check
     */
    FreePort.Leaks leaks() default FreePort.Leaks.DEFAULT;

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
