package dev.freeport.diagnosis;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Says of a port that any client of this host may be lent where else that is so. */
final class DynamicPortNotes {
    private DynamicPortNotes() {}

    static List<String> of(HostStack stack, Protocol protocol, int port) {
        if (!stack.isDynamic(protocol, port)) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        StringJoiner ranges = new StringJoiner(", ");
        stack.dynamic(protocol).forEach(range -> ranges.add(range.toString()));
        notes.add("The port lies in the dynamic range " + ranges
                + " of this host, from which any client may be lent it.");
        StringJoiner stacks = new StringJoiner("; ");
        for (StackProfile profile : StackProfile.assigning(protocol, port)) {
            if (profile != StackProfile.IANA) {
                stacks.add(profile.title());
            }
        }
        if (stacks.length() > 0) {
            notes.add(port + " is dynamic on " + stacks + ", unless it was changed there.");
        }
        return notes;
    }
}
