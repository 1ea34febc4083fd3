package dev.freeport.internal.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The JVM that has reserved a port, the processes that occupy it on purpose, and the past, read on demand. */
public record PortHistory(Optional<PortHolder> holder, List<Long> occupiers, Supplier<Optional<PreviousHolder>> past) {

    public PortHistory(Optional<PortHolder> holder) {
        this(holder, List.of(), Optional::empty);
    }
}
