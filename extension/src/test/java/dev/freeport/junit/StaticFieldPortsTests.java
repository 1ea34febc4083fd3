package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A class begins to use a shared field in the instant in which the last class before it ends. */
class StaticFieldPortsTests {
    private final StaticFieldPorts shared = new StaticFieldPorts();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Object owner = new Object();

    @Test
    void reservesNoPortBeforeTheOneBeforeAndItsPropertyAreReleased() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch mayClose = new CountDownLatch(1);
        DeclaredPorts first = shared.join(owner, () -> reserve("first"));
        first.closeBefore(() -> {
            closing.countDown();
            assertThat(await(mayClose)).isTrue();
            events.add("the property of the first is restored");
        });
        CompletableFuture<?> end = CompletableFuture.runAsync(first::close, task -> new Thread(task).start());
        assertThat(await(closing)).isTrue();

        CompletableFuture<DeclaredPorts> next = new CompletableFuture<>();
        Thread begin = new Thread(() -> next.complete(shared.join(owner, () -> reserve("second"))));
        begin.start();
        awaitThatItGoesNoFurther(begin);
        mayClose.countDown();

        end.get(20, TimeUnit.SECONDS);
        next.get(20, TimeUnit.SECONDS).close();
        assertThat(events)
                .containsExactly(
                        "the first is reserved", "the property of the first is restored", "the second is reserved");
    }

    @Test
    void joinsAPortThatIsStillUsed() {
        DeclaredPorts first = shared.join(owner, () -> reserve("first"));
        DeclaredPorts second = shared.join(owner, () -> reserve("second"));
        first.close();
        DeclaredPorts third = shared.join(owner, () -> reserve("third"));

        assertThat(third).isSameAs(second).isSameAs(first);
        assertThat(TestRun.reservation(third.port())).isPresent();
        second.close();
        third.close();
        assertThat(TestRun.reservation(third.port())).isEmpty();
        assertThat(events).containsExactly("the first is reserved");
    }

    private DeclaredPorts reserve(String which) {
        events.add("the " + which + " is reserved");
        Declaration declaration = PortExtension.free().declaration(DeclarationSite.of(owner, which));
        PortSpec spec = declaration.spec();
        return spec.reserve(declaration, spec.request(key -> Optional.empty(), which));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until a thread waits for a lock, or is done though it should. */
    private static void awaitThatItGoesNoFurther(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (thread.getState() != Thread.State.BLOCKED && thread.isAlive() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
