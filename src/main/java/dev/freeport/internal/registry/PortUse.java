package dev.freeport.internal.registry;

/** What a reserved port is for; written into the journal by its word. */
public enum PortUse {
    SERVERS(""),
    CLOSED("closed"),
    /** It is occupied, so that servers find it taken. */
    OCCUPIED("occupied");

    private final String word;

    PortUse(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Returns the use with a word; {@link #SERVERS} for any other. */
    static PortUse of(String word) {
        for (PortUse use : values()) {
            if (use.word.equals(word)) {
                return use;
            }
        }
        return SERVERS;
    }
}
