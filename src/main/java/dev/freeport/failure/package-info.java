/**
 * Recognises what servers throw that could not be bound to their port, and explains it. For those who report failures of
 * tests; {@link dev.freeport.failure.BindFailureExplainer} is where to start.
 */
@NullMarked
package dev.freeport.failure;

import org.jspecify.annotations.NullMarked;
