package dev.freeport.internal.failure;

import java.util.ArrayList;
import java.util.List;

/** The line of a test, or of what it calls, at which a failure arose. */
final class TestFrame {
    /** Where a test framework calls the test. */
    private static final List<String> FRAMEWORKS =
            List.of("org.junit.", "junit.", "org.testng.", "java.lang.reflect.", "jdk.internal.reflect.");

    /** What no reader looks for a bind in: the JDK, and frameworks that bind ports for tests. */
    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "dev.freeport.spring.ContextStart",
            "kotlin.",
            "groovy.",
            "io.netty.",
            "reactor.",
            "org.apache.",
            "org.eclipse.",
            "org.springframework.");

    private TestFrame() {}

    /** Returns such as {@code ShopTests.java:31}; empty if no failure of a chain was thrown below a test. */
    static String of(Iterable<Throwable> chain) {
        String found = "";
        for (Throwable failure : chain) {
            List<StackTraceElement> frames = all(failure.getStackTrace());
            if (!frames.isEmpty() && (found.isEmpty() || BindFailureKinds.isBindFailure(failure))) {
                StackTraceElement test = frames.get(frames.size() - 1);
                found = test.getFileName() + ":" + test.getLineNumber();
            }
        }
        return found;
    }

    /** Returns the frames of a test, the innermost first; none if a thread or a main method called it. */
    static List<StackTraceElement> all(StackTraceElement[] trace) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (StackTraceElement frame : trace) {
            if (isOfOneOf(FRAMEWORKS, frame) && !frames.isEmpty()) {
                return frames;
            }
            if (frame.getFileName() != null
                    && frame.getLineNumber() > 0
                    && !isOfOneOf(LIBRARIES, frame)
                    && !isOfOneOf(FRAMEWORKS, frame)) {
                frames.add(frame);
            }
        }
        return endsInTest(trace, frames) ? frames : List.of();
    }

    /** JUnit 6 removes its own frames, and all below them. Otherwise a trace ends in a thread, or in a main method. */
    private static boolean endsInTest(StackTraceElement[] trace, List<StackTraceElement> frames) {
        if (frames.isEmpty()) {
            return false;
        }
        StackTraceElement last = trace[trace.length - 1];
        return last.equals(frames.get(frames.size() - 1))
                && !last.getMethodName().equals("main");
    }

    private static boolean isOfOneOf(List<String> packages, StackTraceElement frame) {
        return packages.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
