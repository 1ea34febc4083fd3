package dev.freeport.junit;

import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a port that stays the test's own: nobody else is given it until its scope ends.
 *
 * <pre>{@code
 * @Test
 * void answers(@FreePort int port) throws Exception {
 *     HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
 *     ...
 * }
 * }</pre>
 *
 * <p>It can be declared on parameters of tests of all kinds, constructors and lifecycle methods, and on static and
 * instance fields that are not final. On a component of a record it is that of the constructor's parameter. No
 * {@code @ExtendWith} is needed, and the annotation may be used as a meta-annotation. {@link PortExtension} does the same
 * in code.
 *
 * <p>For a port with a certain number see {@link FixedPort}, for one that nobody listens on {@link ClosedPort}, for one
 * that is taken {@link OccupiedPort}.
 *
 * <h2>Types</h2>
 *
 * <table>
 * <caption>What is injected</caption>
 * <tr><th>type</th><th>value</th></tr>
 * <tr><td>{@code int}, {@code Integer}</td><td>the port</td></tr>
 * <tr><td>{@link PortReservation}</td><td>the reservation, which may be closed earlier</td></tr>
 * <tr><td>{@link java.net.InetSocketAddress}</td><td>the port on the loopback address</td></tr>
 * <tr><td>{@link java.net.URI}</td><td>such as {@code http://localhost:20004}, see {@link #scheme()}</td></tr>
 * <tr><td>{@code int[]}, {@code List<Integer>}</td><td>as many ports as {@link #count()} says</td></tr>
 * <tr><td>{@link java.net.ServerSocket}, {@link java.nio.channels.ServerSocketChannel},
 *     {@link java.net.DatagramSocket}, {@link java.nio.channels.DatagramChannel}</td>
 *     <td>a socket that is bound to the port already, on all addresses, so that nothing can come between; closed at the
 *     end of the scope if the test has not closed it</td></tr>
 * </table>
 *
 * <h2>Reservation</h2>
 *
 * <p>The port is chosen outside the dynamic range of the host, from which the network stack lends ports to clients. It
 * is held against other threads, class loaders, JVMs and builds of the same user by a file lock and a ledger, and on
 * Linux, for TCP, against everybody by a socket that never listens. A server can be bound to it, stopped and started
 * again as often as the test likes.
 *
 * <h2>Scope</h2>
 *
 * <p>A parameter of a test, {@code @BeforeEach} or {@code @AfterEach} method, a constructor parameter and an instance
 * field last for one test. A parameter of a {@code @BeforeAll} or {@code @AfterAll} method and a static field last for
 * the class, as do constructor parameters and instance fields with {@code @TestInstance(PER_CLASS)}; all fields that last
 * for the class are set before {@code @BeforeAll} methods. A static field of a superclass keeps one port for as long as
 * any test class that inherits it runs. The attribute {@link #scope()} says otherwise.
 *
 * <p>Unnamed ports always differ. Where a {@linkplain #value() name} is given, declarations with the same name in one
 * scope, or in a scope inside it, share a port; but an inherited static field shares none of an enclosing class, and the
 * names of the whole run are for declarations with {@link Scope#RUN} alone. What a declaration states itself must be what
 * the first one of its name comes to; what it leaves out is taken from there.
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
 * <p>{@value PortRequest#RANGES}, {@value PortRequest#EXCLUDED_RANGES}, {@value PortRequest#SAFE_ON},
 * {@value PortRequest#SKIP_NAMED}, {@value PortRequest#DIRECTORY}, {@value PortRequest#GUARD_SOCKET} and
 * {@value PortRequest#COOL_DOWN}, see {@link PortRequest}. What an attribute says goes before what a configuration
 * parameter says, and that before the default.
 *
 * <h2>Misuse</h2>
 *
 * <p>Refused, for a parameter with a {@link org.junit.jupiter.api.extension.ParameterResolutionException}, for a field
 * with an {@link org.junit.jupiter.api.extension.ExtensionConfigurationException}, before anything is reserved. If there
 * is no port, the same exceptions have a {@link NoFreePortException} as their cause, which says why.
 *
 * <table>
 * <caption>What is refused, and what would be right</caption>
 * <tr><th>use</th><th>instead</th></tr>
 * <tr><td>a type that is not in the table above</td><td>one that is</td></tr>
 * <tr><td>a final field; in Kotlin a {@code val}</td><td>one that is not, or a constructor's parameter</td></tr>
 * <tr><td>a name or {@link #property()} that is blank but not empty</td><td>none, or a real one</td></tr>
 * <tr><td>{@code int[]} or {@code List<Integer>} without {@link #count()}, and without a name that has ports already</td>
 *     <td>a count</td></tr>
 * <tr><td>a count above 1, or {@link #contiguous()}, for one port; a negative count</td><td>one of these two types</td></tr>
 * <tr><td>a {@link #scheme()} for anything but a {@code URI}, or one that cannot be</td><td>none, or a valid one</td></tr>
 * <tr><td>a {@link #protocol()} which a socket of this type does not speak</td><td>none, or both protocols</td></tr>
 * <tr><td>UDP alone for a {@code URI} of the scheme that is left out, {@code http}</td>
 *     <td>the scheme, such as {@code coap}; {@code int} or {@code InetSocketAddress}</td></tr>
 * <tr><td>{@link Scope#METHOD} where the class decides: static fields, {@code @BeforeAll}, {@code PER_CLASS}</td>
 *     <td>another scope</td></tr>
 * <tr><td>two annotations for ports at one place</td><td>one of them</td></tr>
 * <tr><td>one name twice, with attributes that contradict each other; the message names both places</td>
 *     <td>two names, or attributes at the first place alone</td></tr>
 * <tr><td>a name that an inner scope has already, for a port of a wider one</td><td>the same scope at both places</td></tr>
 * <tr><td>sockets of two types for one name and protocol</td><td>two names</td></tr>
 * <tr><td>one {@link #property()} for two ports of one scope, or of tests that run at the same time</td>
 *     <td>two properties; {@code @ResourceLock(Resources.SYSTEM_PROPERTIES)} on both tests</td></tr>
 * <tr><td>an attribute or configuration parameter that cannot be understood, a directory that cannot serve</td>
 *     <td>as the message says</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@PortAnnotation
public @interface FreePort {

    /**
     * Returns the name of the port. Declarations with the same name share a port within their scope.
     *
     * @return the name; empty for a port that is shared with nobody
     */
    String value() default "";

    /**
     * Returns the protocols; two mean one number that is reserved for both.
     *
     * @return the protocols; empty for UDP where the type is a datagram socket or channel, else TCP
     */
    Protocol[] protocol() default {};

    /**
     * Returns the ports to choose from, such as {@code 20000-20015,30000}.
     *
     * @return the ranges; empty for the configuration parameter {@value PortRequest#RANGES}, and failing that the default
     */
    String ranges() default "";

    /**
     * Returns ports never to be given, such as {@code 27017,20000-20100}.
     *
     * @return the ranges; empty for the configuration parameter {@value PortRequest#EXCLUDED_RANGES}
     */
    String excludedRanges() default "";

    /**
     * Returns other stacks that must not lend the port to a client either. Several mean ports that are safe on all of
     * them: {@code safeOn = {WINDOWS, LINUX_2_2}}.
     *
     * @return the stacks; empty for the configuration parameter {@value PortRequest#SAFE_ON}
     */
    StackProfile[] safeOn() default {};

    /**
     * Returns how many ports an {@code int[]} or {@code List<Integer>} has; all of them are had, or none.
     *
     * @return the count; 0 where it is one port, or as many as its name has already
     */
    int count() default 0;

    /**
     * Returns whether several ports follow each other, in ascending order.
     *
     * @return {@code true} for a row of ports; {@code false} for any that differ
     */
    boolean contiguous() default false;

    /**
     * Returns whether on Linux a socket that never listens holds the port. A server that binds without SO_REUSEADDR needs
     * {@link Guard#OFF}.
     *
     * @return the guard
     */
    GuardSocket guardSocket() default GuardSocket.DEFAULT;

    /**
     * Returns how long the port lasts.
     *
     * @return the scope
     */
    Scope scope() default Scope.DEFAULT;

    /**
     * Returns a system property that has the number of the port, several joined by commas, while the scope lasts. What it
     * was before is restored then. Tests that run in parallel and set one property must each hold
     * {@code @ResourceLock(Resources.SYSTEM_PROPERTIES)}.
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
     * How long a port lasts.
     *
     * @since 0.1.0
     */
    enum Scope {
        /** As long as that lasts in which the declaration stands: a test or a class. The default. */
        DEFAULT,
        /** For one test. */
        METHOD,
        /** For the test class that declares it, whichever of its tests comes first. Unnamed, one port for the place. */
        CLASS,
        /**
         * For the whole run: from JUnit 5.13 on until the session of the launcher ends, which is once in a JVM of a build;
         * before, until the classes that it is handed at once are over. Unnamed, one port for the place.
         */
        RUN
    }

    /**
     * Whether a socket that never listens holds the port.
     *
     * @since 0.1.0
     */
    enum GuardSocket {
        /** As the configuration parameter {@value PortRequest#GUARD_SOCKET} says. The default. */
        DEFAULT,
        /** Where the system allows it. */
        ON,
        /** Never. */
        OFF
    }
}
