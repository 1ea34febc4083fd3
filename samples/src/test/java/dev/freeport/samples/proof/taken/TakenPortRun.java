package dev.freeport.samples.proof.taken;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** One run of {@link TakenPort}, as an IDE or a build would run it. */
final class TakenPortRun {
    private static final AtomicReference<@Nullable TakenPortRun> CURRENT = new AtomicReference<>();

    private final @Nullable ForeignProcess foreign;
    private final Start start;
    private @Nullable Path scratch;
    private @Nullable Throwable thrown;
    private @Nullable Throwable reported;

    private TakenPortRun(@Nullable ForeignProcess foreign, Start start) {
        this.foreign = foreign;
        this.start = start;
    }

    /** Lets a test start a server on a free port. */
    static TakenPortRun of(Start start) {
        return of(null, start);
    }

    /** Lets a test start a server on a port that a process has taken meanwhile. */
    static TakenPortRun of(@Nullable ForeignProcess foreign, Start start) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(TakenPort.class))
                .build();
        TakenPortRun run = new TakenPortRun(foreign, start);
        CURRENT.set(run);
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failure -> run.reported = failure);
            }
        });
        return run;
    }

    static TakenPortRun current() {
        return Objects.requireNonNull(CURRENT.get(), "is only a part of another test");
    }

    void test(int port, Path scratchDirectory) throws Exception {
        scratch = scratchDirectory;
        if (foreign != null) {
            foreign.listenOn("127.0.0.1", port);
        }
        try {
            start.on(port).close();
        } catch (Throwable failure) {
            thrown = failure;
            throw failure;
        }
    }

    void letGo() throws Exception {
        if (foreign != null) {
            foreign.letGo();
        }
    }

    /** Returns a directory for the files of the server that is being started; deleted after the test. */
    static Path scratch() {
        return Objects.requireNonNull(current().scratch, "no test runs");
    }

    /** Skips the outer test too if something is missing on this host. */
    void skipIfSkipped() {
        if (reported instanceof TestAbortedException missing) {
            throw missing;
        }
    }

    /** Returns what the test threw, {@code null} if it passed. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Returns what JUnit reported, {@code null} if the test passed. */
    @Nullable
    Throwable reported() {
        return reported;
    }
}
