/**
 * The reservation of one port as a model in which every system call is one step, to be explored exhaustively. {@code
 * ProcessSteps} is what a process does and the place to start reading, {@code Adversary} what is done to it, {@code
 * ReservationModelTests} what follows from both.
 */
@NullMarked
package dev.freeport.internal.registry.model;

import org.jspecify.annotations.NullMarked;
