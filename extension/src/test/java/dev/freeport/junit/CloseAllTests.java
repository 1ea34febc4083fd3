package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseAllTests {
    @Test
    void goOnAfterAFailureAndThrowTheFirst() {
        List<String> released = new ArrayList<>();
        RuntimeException first = new IllegalStateException("first");
        RuntimeException second = new IllegalStateException("second");

        Throwable thrown = catchThrowable(() -> {
            try (CloseAll releases = new CloseAll()) {
                releases.close(() -> {
                    throw first;
                });
                releases.close(() -> {
                    throw second;
                });
                releases.close(() -> released.add("third"));
            }
        });

        assertThat(thrown).isSameAs(first).hasSuppressedException(second);
        assertThat(released).containsExactly("third");
    }
}
