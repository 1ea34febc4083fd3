package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A class begins to use a shared field in the instant in which the last class before it ends. */
class StaticFieldPortsTests {
    private final StaticFieldPorts shared = new StaticFieldPorts();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Object owner = new Object();

    @AfterEach
    void close() {
        shared.close();
    }

    @Test
    void takesNoPortBeforeTheOneBeforeAndItsPropertyAreGivenBack() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch mayClose = new CountDownLatch(1);
        PortScope.Held first = shared.use(owner, () -> take("first"));
        first.ports().closeBefore(() -> {
            closing.countDown();
            assertThat(await(mayClose)).isTrue();
            events.add("the property of the first is restored");
        });
        CompletableFuture<?> end = CompletableFuture.runAsync(first.release(), task -> new Thread(task).start());
        assertThat(await(closing)).isTrue();

        CompletableFuture<PortScope.Held> next = new CompletableFuture<>();
        Thread begin = new Thread(() -> next.complete(shared.use(owner, () -> take("second"))));
        begin.start();
        awaitThatItGoesNoFurther(begin);
        mayClose.countDown();

        end.get(20, TimeUnit.SECONDS);
        next.get(20, TimeUnit.SECONDS).release().run();
        assertThat(events)
                .containsExactly("the first is taken", "the property of the first is restored", "the second is taken");
    }

    @Test
    void joinsAPortThatSomebodyStillUses() {
        PortScope.Held first = shared.use(owner, () -> take("first"));
        PortScope.Held second = shared.use(owner, () -> take("second"));
        first.release().run();
        PortScope.Held third = shared.use(owner, () -> take("third"));

        assertThat(third.ports()).isSameAs(second.ports()).isSameAs(first.ports());
        assertThat(TestRun.reservation(third.ports().port())).isPresent();
        second.release().run();
        third.release().run();
        assertThat(TestRun.reservation(third.ports().port())).isEmpty();
        assertThat(events).containsExactly("the first is taken");
    }

    private DeclaredPorts take(String which) {
        events.add("the " + which + " is taken");
        Declaration declaration = PortExtension.builder().declaration(DeclarationSite.of(owner, which));
        return DeclaredPorts.of(declaration, which, key -> Optional.empty());
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
