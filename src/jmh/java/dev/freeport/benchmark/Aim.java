package dev.freeport.benchmark;

/**
 * A measured ratio and its limit.
 *
 * @param what the name of the ratio
 * @param ratio the measured ratio
 * @param atMost whether the limit is an upper one
 * @param limit the limit
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
