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

    /** {@return the port, 1 to 65535} */
    int value();

    /** {@return one protocol or both; empty for UDP where the type is a datagram socket or channel, else TCP} */
    Protocol[] protocol() default {};

    /**
     * {@return how long to wait while others have reserved the port: a number with a unit (ms, s, m), such as
     * {@code 30s}; empty for the configuration parameter {@value PortRequest#TIMEOUT}}
     */
    String timeout() default "";

    /** {@return where on Linux a socket that never listens holds the port itself, see {@link FreePort#guardSocket()}} */
    FreePort.GuardSocket guardSocket() default FreePort.GuardSocket.DEFAULT;

    /** {@return what to do if a process still listens on the port when the scope ends} */
    FreePort.Leaks leaks() default FreePort.Leaks.DEFAULT;

    /** {@return how long the port lasts} */
    FreePort.Scope scope() default FreePort.Scope.DEFAULT;

    /** {@return a system property that holds the number, as in {@link FreePort#property()}; empty for none} */
    String property() default "";

    /** {@return the scheme of a {@code URI}, such as {@code https}; empty for {@code http}} */
    String scheme() default "";
}
