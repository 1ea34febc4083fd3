package dev.freeport.internal.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The JVM that has reserved a port, if one has, and the processes that occupy it for this JVM, so that servers find it
 * taken. The past is read from files when it is asked for.
 */
public record PortHistory(Optional<PortHolder> holder, List<Long> occupiers, Supplier<Optional<PreviousHolder>> past) {

    public PortHistory(Optional<PortHolder> holder) {
        this(holder, List.of(), Optional::empty);
    }
}
