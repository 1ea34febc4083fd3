package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.BindAttempt.Outcome;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class OutcomeTests {
    @Test
    void isOfTheCallThatFailedHoweverDeepItsExceptionIs() {
        assertThat(Outcome.of(failedIn("listen"))).isEqualTo(Outcome.LISTEN_FAILED);
        assertThat(Outcome.of(new IllegalStateException(new RuntimeException(failedIn("listen")))))
                .isEqualTo(Outcome.LISTEN_FAILED);
    }

    @Test
    void isABindUnlessSomethingElseIsKnown() {
        assertThat(Outcome.of(failedIn("bind"))).isEqualTo(Outcome.BIND_FAILED);
        assertThat(Outcome.of(new IllegalStateException("no port"))).isEqualTo(Outcome.BIND_FAILED);
    }

    @Test
    void isFoundOutEvenOfExceptionsThatCauseEachOther() {
        Exception one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("other", one));

        assertThat(Outcome.of(one)).isEqualTo(Outcome.BIND_FAILED);
    }

    private static BindException failedIn(String call) {
        BindException failure = new BindException("in use");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("sun.nio.ch.Net", call + "0", "Net.java", -2),
            new StackTraceElement("sun.nio.ch.Net", call, "Net.java", 1)
        });
        return failure;
    }
}
