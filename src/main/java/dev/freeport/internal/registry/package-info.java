/** Who has reserved which port: three guards, and the protocol over them. {@code PortRegistry} is where to begin. */
@NullMarked
package dev.freeport.internal.registry;

import org.jspecify.annotations.NullMarked;
