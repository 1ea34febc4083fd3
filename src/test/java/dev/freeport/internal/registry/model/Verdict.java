package dev.freeport.internal.registry.model;

import java.util.List;

/**
 * What an exploration comes to.
 *
 * @param states how many states were seen
 * @param trace the shortest way to an evil state, a line for each step
 * @param end what is evil about it; empty if there is no such state
 */
record Verdict(int states, List<String> trace, String end) {
    boolean fileLocks() {
        return end.isEmpty();
    }

    /** Tells it in one line. */
    String summary() {
        return fileLocks() ? "holds" : end + ", after " + trace.size() + " steps";
    }

    @Override
    public String toString() {
        return fileLocks() ? "holds" : String.join("\n", trace) + "\n" + end;
    }
}
