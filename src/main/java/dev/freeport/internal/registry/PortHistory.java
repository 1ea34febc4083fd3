package dev.freeport.internal.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of who has and had a port.
 *
 * @param holder who has reserved it, if anybody has
 * @param occupiers the processes that have it on behalf of this JVM, so that servers find it taken
 * @param past finds who had reserved it before; not free of cost
 */
public record PortHistory(Optional<PortHolder> holder, List<Long> occupiers, Supplier<Optional<PreviousHolder>> past) {

    /**
     * The history of a port of which only the holder is known.
     *
     * @param holder who has reserved it, if anybody has
     */
    public PortHistory(Optional<PortHolder> holder) {
        this(holder, List.of(), Optional::empty);
    }
}
