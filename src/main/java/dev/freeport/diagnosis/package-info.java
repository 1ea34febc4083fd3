/** Why a port could not be bound: who has it, since when, and what to do. */
@NullMarked
package dev.freeport.diagnosis;

import org.jspecify.annotations.NullMarked;
