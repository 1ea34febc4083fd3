package dev.freeport.internal.socket;

import dev.freeport.owner.SocketInfo;
import java.util.ArrayList;
import java.util.List;

/** What could not be read of a socket table, one sentence each. */
final class ReadingNotes {
    private final List<String> sentences = new ArrayList<>();
    private boolean isCutShort;

    void add(String sentence) {
        sentences.add(sentence);
    }

    void addOnce(String sentence) {
        if (!sentences.contains(sentence)) {
            add(sentence);
        }
    }

    /** Notes what the deadline has left out. */
    void addCutShort(String sentence) {
        isCutShort = true;
        add(sentence);
    }

    Snapshot of(List<SocketInfo> sockets) {
        return new Snapshot(List.copyOf(sockets), List.copyOf(sentences), isCutShort);
    }
}
