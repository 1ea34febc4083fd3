package dev.freeport.internal.text;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The first lines of the explanations that this JVM rendered last: a failure whose message contains one is explained already.
 * Safe for use by several threads.
 */
public final class SaidExplanations {
    private static final int MOST = 100;

    private static final Set<String> HEADLINES = new LinkedHashSet<>();

    private SaidExplanations() {}

    public static synchronized void add(String headline) {
        HEADLINES.remove(headline);
        HEADLINES.add(headline);
        if (HEADLINES.size() > MOST) {
            HEADLINES.remove(HEADLINES.iterator().next());
        }
    }

    public static synchronized boolean areIn(String text) {
        for (String headline : HEADLINES) {
            if (text.contains(headline)) {
                return true;
            }
        }
        return false;
    }
}
