/** Recognises what servers throw that could not be bound to their port, and explains it to those who report failures. */
@NullMarked
package dev.freeport.failure;

import org.jspecify.annotations.NullMarked;
