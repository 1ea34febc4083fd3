package dev.freeport.diagnosis;

import dev.freeport.registry.PortHolder;
import dev.freeport.registry.PreviousHolder;
import dev.freeport.registry.Registries;
import dev.freeport.stack.Protocol;
import java.util.Optional;

/** Knows who has reserved a port, and who had it before. */
interface Holders {
    /** What the JVMs of this user wrote down. */
    Holders SYSTEM = new Holders() {
        @Override
        public Optional<PortHolder> holder(Protocol protocol, int port) {
            return Registries.findHolder(protocol, port);
        }

        @Override
        public Optional<PreviousHolder> previous(Protocol protocol, int port) {
            return Registries.findPreviousHolder(protocol, port);
        }
    };

    Optional<PortHolder> holder(Protocol protocol, int port);

    default Optional<PreviousHolder> previous(Protocol protocol, int port) {
        return Optional.empty();
    }
}
