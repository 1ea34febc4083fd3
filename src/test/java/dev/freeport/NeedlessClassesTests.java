package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.freeport.internal.text.Warnings;
import java.io.File;
import java.net.BindException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timeline, Flight Recorder and the log fail no reservation, whatever they throw. */
class NeedlessClassesTests {
    private static final int FEWEST = 10;

    @TempDir
    Path directory;

    @Test
    void ofTimelineAndFlightRecorderFailNoReservation() {
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(),
                List.of("-XX:StartFlightRecording", "-Xmx128m"),
                System.getProperty("java.class.path"),
                Looping.class,
                directory,
                Requests.range(2))) {
            for (String failure : Looping.FAILURES.stream()
                    .map(Supplier::get)
                    .map(Throwable::toString)
                    .toList()) {
                String line = jvm.readLine();
                while (!line.startsWith("result ") && !line.equals("<ended>")) {
                    line = jvm.readLine();
                }
                assertThat(line).startsWith("result " + failure + ": ");
                assertThat(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
                        .as("classes whose loading failed by %s", failure)
                        .isGreaterThan(FEWEST);
            }
        }
    }

    @Test
    void ofTheLogFailNothing() {
        Logger logger = Logger.getLogger("dev.freeport");
        for (Supplier<Throwable> failure : Looping.FAILURES) {
            Handler broken = new Broken(failure);
            logger.addHandler(broken);
            try {
                assertThatCode(() -> Warnings.say("a warning")).doesNotThrowAnyException();
            } finally {
                logger.removeHandler(broken);
            }
        }
    }

    private static <T extends Throwable> void throwAsIs(Throwable failure) throws T {
        @SuppressWarnings("unchecked")
        T any = (T) failure;
        throw any;
    }

    private static final class Broken extends Handler {
        private final Supplier<Throwable> failure;

        Broken(Supplier<Throwable> failure) {
            this.failure = failure;
        }

        @Override
        public void publish(LogRecord warning) {
            NeedlessClassesTests.<RuntimeException>throwAsIs(failure.get());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Lets the loading of the first class fail, then of the second, and so on, each in a copy of the library of its own. */
    static final class Looping {
        static final List<Supplier<Throwable>> FAILURES = List.of(
                () -> new IllegalStateException("as a test wants it"),
                () -> new StackOverflowError("as a test wants it"),
                () -> new NoClassDefFoundError("as a test wants it"));

        private Looping() {}

        /** Arguments: directory, range. */
        public static void main(String[] arguments) throws Exception {
            int page = 0;
            for (Supplier<Throwable> failure : FAILURES) {
                int faulty = 0;
                boolean happened = true;
                while (happened) {
                    System.setProperty("freeport.timeline", arguments[0] + "/page" + page++ + "/ports.html");
                    CopyOfTheLibrary copy = new CopyOfTheLibrary(faulty, failure);
                    copy.loadClass(Reserving.class.getName())
                            .getMethod("reserve", String.class, String.class)
                            .invoke(null, arguments[0], arguments[1]);
                    happened = copy.count > faulty;
                    faulty++;
                }
                System.out.println("result " + failure.get() + ": " + faulty);
            }
            // without what the copies do at the end
            Runtime.getRuntime().halt(0);
        }
    }

    /** Reserves, in a copy of the library. */
    public static final class Reserving {
        private Reserving() {}

        /** Called by reflection. */
        public static void reserve(String directory, String range) {
            PortRequest request = PortRequest.from(key ->
                            Optional.ofNullable(key.equals("freeport.timeline") ? System.getProperty(key) : null))
                    .withDirectory(Path.of(directory, "meeting"))
                    .withCoolDown(Duration.ZERO)
                    .withRanges(range);
            try (PortReservation one = FreePorts.reserve(request)) {
                one.explainBindFailure(new BindException("Address already in use"));
                try (PortReservation other = FreePorts.reserve(request)) {
                    if (one.port() == other.port()) {
                        throw new AssertionError(one.port() + " twice");
                    }
                }
            }
        }
    }

    /** A copy in which the loading of one class of the timeline or of Flight Recorder's events fails, once. */
    private static final class CopyOfTheLibrary extends URLClassLoader {
        private final int faulty;
        private final Supplier<Throwable> failure;
        private int count;

        CopyOfTheLibrary(int faulty, Supplier<Throwable> failure) throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.faulty = faulty;
            this.failure = failure;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                boolean needless = name.startsWith("dev.freeport.internal.timeline.")
                        || name.startsWith("dev.freeport.internal.jfr.");
                if (needless && findLoadedClass(name) == null && count++ == faulty) {
                    NeedlessClassesTests.<RuntimeException>throwAsIs(failure.get());
                }
                return super.loadClass(name, resolve);
            }
        }

        private static URL[] classPath() throws MalformedURLException {
            String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
            URL[] urls = new URL[entries.length];
            for (int i = 0; i < entries.length; i++) {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
            return urls;
        }
    }
}
