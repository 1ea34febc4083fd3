package dev.freeport.benchmark;

/**
 * A ratio, and what it is meant to be.
 *
 * @param what what is divided by what
 * @param ratio what was measured
 * @param atMost whether the limit is the highest that is good, not the lowest
 * @param limit what is still good
 */
record Aim(String what, double ratio, boolean atMost, double limit) {
    static Aim atMost(double limit, String what, double ratio) {
        return new Aim(what, ratio, true, limit);
    }

    static Aim atLeast(double limit, String what, double ratio) {
        return new Aim(what, ratio, false, limit);
    }

    boolean isMet() {
        return atMost ? ratio <= limit : ratio >= limit;
    }

    /** Returns {@code reserve+release / floor = 1.18 (aim: at most 1.3)}. */
    String line() {
        return what + " = " + Sample.text(ratio) + " (aim: " + bound() + ")" + (isMet() ? "" : " **missed**");
    }

    String bound() {
        String number = limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
        return (atMost ? "at most " : "at least ") + number;
    }
}
