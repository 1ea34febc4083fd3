package dev.freeport.samples.proof.docs;

/**
 * A fenced block of a document.
 *
 * @param place the document and the line of the fence, such as {@code src/docs/fixtures.md:12}
 * @param language what the fence says, such as {@code java}
 * @param origin what the comment on the line above says, such as {@code code: quickstart/GreetingTests.java}; or empty
 * @param text what is between the fences
 */
record Fence(String place, String language, String origin, String text) {
    /** Returns what stands behind a word of the origin; empty if that does not begin so. */
    String originAfter(String word) {
        return origin.startsWith(word) ? origin.substring(word.length()).strip() : "";
    }
}
