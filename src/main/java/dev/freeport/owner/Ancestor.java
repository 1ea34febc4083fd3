package dev.freeport.owner;

/**
 * A process above another one.
 *
 * @param pid its process id
 * @param name what it is, in a word or two, such as {@code bash}, {@code Maven} or {@code java Shop}
 * @since 0.1.0
 */
public record Ancestor(long pid, String name) {
    /** Returns such as {@code 812 bash}. */
    @Override
    public String toString() {
        return pid + " " + name;
    }
}
