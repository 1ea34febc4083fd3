package dev.freeport.junit;

import dev.freeport.LeakCheck;
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
 * Reserves a port for a test and injects it. No other test, JVM or build gets the port until its scope ends.
 *
 * <pre>{@code
 * @Test
 * void answers(@FreePort int port) throws Exception {
 *     HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
 *     ...
 * }
 * }</pre>
 *
 * <p>Declare it on parameters of tests of all kinds, constructors and lifecycle methods, and on static and instance fields
 * that are not final; on a component of a record it is that of the constructor's parameter. No {@code @ExtendWith} is
 * needed, and it works as a meta-annotation. {@link PortExtension} does the same in code. See also {@link FixedPort},
 * {@link ClosedPort} and {@link OccupiedPort}.
 *
 * <p>The value is an {@code int}, an {@code Integer}, a {@link PortReservation}, an {@link java.net.InetSocketAddress} on the
 * loopback address, or a {@link java.net.URI}, see {@link #scheme()}; for several ports, see {@link #count()}, an
 * {@code int[]} or a {@code List<Integer>}. A {@link java.net.ServerSocket},
 * {@link java.nio.channels.ServerSocketChannel}, {@link java.net.DatagramSocket} or
 * {@link java.nio.channels.DatagramChannel} is already bound to the port, on all addresses, and is closed when the scope ends.
 *
 * <h2>Reservation</h2>
 *
 * <p>The port is outside the dynamic range of the host, from which the operating system assigns ports to clients. A lock file
 * and a ledger keep it from other threads, class loaders, JVMs and builds of the same user; a lock in the kernel keeps it from
 * those of all users and containers. Any server can be bound to the port, stopped and started again at any time.
 *
 * <h2>Scope</h2>
 *
 * <p>A parameter of a test, {@code @BeforeEach} or {@code @AfterEach} method, a constructor parameter and an instance
 * field last for one test. A parameter of a {@code @BeforeAll} or {@code @AfterAll} method and a static field last for
 * the class, as do constructor parameters and instance fields with {@code @TestInstance(PER_CLASS)}; all fields that last
 * for the class are set before {@code @BeforeAll} methods, the static ones also before the {@code beforeAll} of any other
 * extension and before the instance is constructed. A static field of a superclass keeps one port while any test
 * class that inherits it runs. {@link #scope()} overrides this.
 *
 * <p>Unnamed ports always differ. Declarations with the same {@linkplain #value() name}, in one scope or in a scope inside it,
 * share a port. An inherited static field shares none of an enclosing class. A name of {@link Scope#RUN} is known only in
 * tests and classes that declare it with that scope. What a declaration states must be what the first one of its name states; what it leaves out is
 * taken from there.
 *
 * <h2>Release</h2>
 *
 * <p>The port is released when its scope ends, and not reserved again for a while ({@value PortRequest#COOL_DOWN}).
 *
 * <h2>Precedence</h2>
 *
 * <ol>
 * <li>an attribute
 * <li>a configuration parameter of JUnit, whose keys are the constants of {@link PortRequest}
 * <li>a system property of the same key
 * <li>the default
 * </ol>
 *
 * <h2>Errors</h2>
 *
 * <p>A declaration or setting that is not valid fails with a
 * {@link org.junit.jupiter.api.extension.ParameterResolutionException} for a parameter, with an
 * {@link org.junit.jupiter.api.extension.ExtensionConfigurationException} for a field, before anything is reserved. If no
 * port is free, the same exceptions have a {@link NoFreePortException} as their cause.
 *
 * <p>If a test, lifecycle method or constructor fails because an address is in use, it fails with a
 * {@link PortUnavailableError} that names the process which holds the port, and has the original failure as its cause. The
 * original failure remains, and {@linkplain Throwable#getSuppressed() suppresses} the {@code PortUnavailableError}, where
 * another extension may handle it: where one that handles exceptions (for constructors and dynamic tests: one that intercepts
 * invocations) is declared for the test, or JUnit detects extensions automatically. An extension that a class template brings
 * along is not seen. It also remains where the bind failure is itself suppressed, and where a test fails for another reason
 * while a process that this JVM did not start listens on one of its ports.
 *
 * @since 0.1.0
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@PortAnnotation
public @interface FreePort {

    /** {@return the name, by which declarations share a port within their scope; empty for a port of its own} */
    String value() default "";

    /** {@return one protocol or both; empty for UDP where the type is a datagram socket or channel, else TCP} */
    Protocol[] protocol() default {};

    /**
     * {@return the ports to choose from, such as {@code 20000-20015,30000}; empty for the configuration parameter
     * {@value PortRequest#RANGES}, and failing that the default}
     */
    String ranges() default "";

    /**
     * {@return ports to leave out, such as {@code 27017,20000-20100}; empty for the configuration parameter
     * {@value PortRequest#EXCLUDED_RANGES}}
     */
    String excludedRanges() default "";

    /**
     * {@return other systems that must not assign the port to a client either, such as {@code {WINDOWS, LINUX_2_2}};
     * empty for the configuration parameter {@value PortRequest#SAFE_ON}}
     */
    StackProfile[] safeOn() default {};

    /**
     * {@return how many ports an {@code int[]} or {@code List<Integer>} has, all reserved or none; 0 for one port, or
     * for as many as its name has already}
     */
    int count() default 0;

    /** {@return whether several ports follow each other, in ascending order} */
    boolean contiguous() default false;

    /**
     * {@return where on Linux a socket that never listens holds the port itself} It keeps out servers that bind without
     * SO_REUSEADDR: outside the dynamic range none by default.
     */
    GuardSocket guardSocket() default GuardSocket.DEFAULT;

    /** {@return what to do if a process still listens on the port when the scope ends} */
    Leaks leaks() default Leaks.DEFAULT;

    /** {@return how long the port lasts} */
    Scope scope() default Scope.DEFAULT;

    /**
     * {@return a system property that holds the number of the port, several joined by commas, while the scope lasts,
     * and whose value is restored then; empty for none} Tests that run in parallel and set one property must each hold
     * {@code @ResourceLock(Resources.SYSTEM_PROPERTIES)}. For a server that another extension starts, use a static
     * field: the property is set before. Other fields, and parameters of methods, are refused where an extension that
     * prepares test instances, such as Spring's, is registered for the class.
     */
    String property() default "";

    /** {@return the scheme of a {@code URI}, such as {@code https}; empty for {@code http}} */
    String scheme() default "";

    /** How long a port lasts. */
    enum Scope {
        /** For as long as the test or class in which the declaration stands. The default. */
        DEFAULT,
        /** For one test. */
        METHOD,
        /** For the test class that declares it. Unnamed, one port for the declaration. */
        CLASS,
        /**
         * For the run: until the last session of JUnit's launcher ends, or else the JVM. Each JVM of a build has a port of
         * its own. Unnamed, one port for the declaration.
         */
        RUN
    }

    /** What to do if a process still listens on a port when its scope ends. */
    enum Leaks {
        /** What the setting {@value PortRequest#LEAKS} says. The default. */
        DEFAULT,
        /** Nothing, for a server that outlives the scope on purpose, see {@link LeakCheck#OFF}. */
        OFF,
        /** Warn, see {@link LeakCheck#WARN}. */
        WARN,
        /** Fail the test or class, see {@link LeakCheck#FAIL}. */
        FAIL
    }

    /** Where a socket that never listens holds the port itself. */
    enum GuardSocket {
        /** As the setting {@value PortRequest#GUARD_SOCKET} says. The default. */
        DEFAULT,
        /** Inside the dynamic range, see {@link dev.freeport.GuardSocket#AUTO}. */
        AUTO,
        /** On every port, see {@link dev.freeport.GuardSocket#ON}. */
        ON,
        /** On no port, see {@link dev.freeport.GuardSocket#OFF}. */
        OFF
    }
}
