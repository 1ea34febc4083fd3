/** Reserves ports for tests. Start with {@link dev.freeport.FreePorts} and {@link dev.freeport.PortReservation}. */
@NullMarked
package dev.freeport;

import org.jspecify.annotations.NullMarked;
