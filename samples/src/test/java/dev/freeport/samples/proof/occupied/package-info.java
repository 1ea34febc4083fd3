/** A port which another process really has, and what the failure then says. */
@NullMarked
package dev.freeport.samples.proof.occupied;

import org.jspecify.annotations.NullMarked;
