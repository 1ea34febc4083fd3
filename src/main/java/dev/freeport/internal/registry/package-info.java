/**
 * Who has reserved which port: three guards, each enough by itself, and the protocol over them. {@code PortRegistry} is
 * the place to start reading.
 */
@NullMarked
package dev.freeport.internal.registry;

import org.jspecify.annotations.NullMarked;
