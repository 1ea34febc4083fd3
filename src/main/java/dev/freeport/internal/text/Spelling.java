package dev.freeport.internal.text;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the known word that a misspelt one may stand for. */
public final class Spelling {
    private static final int HALF = 4;

    private Spelling() {}

    /**
     * {@return the known word that is nearest to an unknown one, of several the first in order; empty if more than half
     * of the word would have to change} The prefix, with which most words begin, does not count.
     */
    public static Optional<String> nearest(String word, String prefix, Collection<String> known) {
        int counted = word.startsWith(prefix) ? word.length() - prefix.length() : word.length();
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : new TreeSet<>(known)) {
            // half of a name, such as freeport.guard, is meant to be the whole of it
            boolean half = counted >= HALF && candidate.regionMatches(true, 0, word, 0, word.length());
            int distance = half ? 0 : distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return least <= (counted + 1) / 2 ? Optional.of(nearest) : Optional.empty();
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
