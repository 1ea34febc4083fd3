package dev.freeport.internal.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which JVMs have reserved a port, now and before.
 *
 * @param holder the JVM that has reserved it, if one has
 * @param occupiers the processes that occupy it for this JVM, so that servers find it taken
 * @param past finds the JVM that had reserved it before; reads files
 */
public record PortHistory(Optional<PortHolder> holder, List<Long> occupiers, Supplier<Optional<PreviousHolder>> past) {

    /** The history of a port of which only the holder is known. */
    public PortHistory(Optional<PortHolder> holder) {
        this(holder, List.of(), Optional::empty);
    }
}
