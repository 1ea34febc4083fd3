/**
 * Ports for tests that stay their own until they are released. Start with {@link dev.freeport.FreePorts} and
 * {@link dev.freeport.PortReservation}.
 */
@NullMarked
package dev.freeport;

import org.jspecify.annotations.NullMarked;
