package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.stack.StackProfile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Injects a TCP port that stays the test's own: nobody else is given it until its scope ends.
 *
 * <pre>{@code
 * @Test
 * void answers(@FreePort int port) throws Exception {
 *     HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
 *     ...
 * }
 * }</pre>
 *
 * <p>It can be declared on parameters of tests, constructors and lifecycle methods, and on static and instance fields
 * that are not final. On a component of a record it is that of the constructor's parameter. Their type is {@code int}. No {@code @ExtendWith} is needed, and the annotation may be used as a
 * meta-annotation.
 *
 * <h2>Reservation</h2>
 *
 * <p>The port is chosen outside the dynamic range of the host, from which the network stack lends ports to clients. It
 * is held against other threads, class loaders, JVMs and builds of the same user by a file lock and a ledger, and on
 * Linux against everybody by a socket that never listens. A server can be bound to it, stopped and started again as
 * often as the test likes.
 *
 * <h2>Scope</h2>
 *
 * <p>A parameter of a test, {@code @BeforeEach} or {@code @AfterEach} method, a constructor parameter and an instance
 * field last for one test. A parameter of a {@code @BeforeAll} or {@code @AfterAll} method and a static field last for
 * the class, as do constructor parameters and instance fields with {@code @TestInstance(PER_CLASS)}; all fields that last
 * for the class are set before {@code @BeforeAll} methods. A static field of a superclass keeps one port for as long as
 * any test class that inherits it runs.
 *
 * <p>Unnamed ports always differ. Where a {@linkplain #value() name} is given, declarations with the same name in one
 * scope, or in a scope inside it, share a port; but an inherited static field shares none of an enclosing class.
 *
 * <h2>Release</h2>
 *
 * <p>The port is released when its scope ends, and for a while ({@value PortRequest#COOL_DOWN}) given to nobody.
 *
 * <h2>When a bind fails all the same</h2>
 *
 * <p>If a test, lifecycle method or constructor fails because an address is in use, it fails with a
 * {@link PortUnavailableError} that names the process which has the port, and has the original failure as its cause.
 *
 * <p>Another extension may expect the original failure, in order to ignore it or to try again. So where one that handles
 * exceptions is declared for the test (for constructors and dynamic tests: one that intercepts invocations), or JUnit
 * detects extensions by itself, the test fails with the original failure, which bears the {@code PortUnavailableError}
 * among what it {@linkplain Throwable#getSuppressed() suppresses}. The same holds if the bind is not what failed in the
 * first place, but itself suppressed; and if a test fails of anything else while a process that this JVM did not start
 * listens on one of its ports, because some servers tell nobody that they could not be bound. An extension that a class template brings along is not seen.
 *
 * <h2>Configuration parameters</h2>
 *
 * <p>{@value PortRequest#RANGES}, {@value PortRequest#AVOID}, {@value PortRequest#SAFE_ON},
 * {@value PortRequest#SKIP_NAMED}, {@value PortRequest#DIRECTORY}, {@value PortRequest#GUARD} and
 * {@value PortRequest#COOL_DOWN}, see {@link PortRequest}. What an attribute says goes before what a configuration
 * parameter says, and that before the default.
 *
 * <h2>Misuse</h2>
 *
 * <table>
 * <caption>What is refused, and how</caption>
 * <tr><th>use</th><th>exception</th></tr>
 * <tr><td>a parameter of another type than {@code int}</td>
 *     <td>{@link org.junit.jupiter.api.extension.ParameterResolutionException}</td></tr>
 * <tr><td>a field of another type than {@code int}, or a final one</td>
 *     <td>{@link org.junit.jupiter.api.extension.ExtensionConfigurationException}</td></tr>
 * <tr><td>a name that is blank but not empty</td><td>one of these two</td></tr>
 * <tr><td>an attribute or configuration parameter that cannot be understood, a directory that cannot serve</td>
 *     <td>one of these two, with the reason</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(FreePortExtension.class)
@SuppressWarnings("exports") // JUnit instantiates the extension; nobody else needs to see it
public @interface FreePort {

    /**
     * Returns the name of the port. Declarations with the same name share a port within their scope.
     *
     * @return the name; empty for a port that is shared with nobody
     */
    String value() default "";

    /**
     * Returns the ports to choose from, such as {@code 20000-20015,30000}.
     *
     * @return the ranges; empty for the configuration parameter {@value PortRequest#RANGES}, and failing that the default
     */
    String ranges() default "";

    /**
     * Returns ports never to be given, such as {@code 27017,20000-20100}.
     *
     * @return the ranges; empty for the configuration parameter {@value PortRequest#AVOID}
     */
    String avoid() default "";

    /**
     * Returns other stacks that must not lend the port to a client either. Several mean ports that are safe on all of
     * them: {@code safeOn = {WINDOWS, LINUX_2_2}}.
     *
     * @return the stacks; empty for the configuration parameter {@value PortRequest#SAFE_ON}
     */
    StackProfile[] safeOn() default {};
}
