/** Recognises bind failures in what tests throw, and explains them; exported to Freeport's own modules alone. */
@NullMarked
package dev.freeport.internal.failure;

import org.jspecify.annotations.NullMarked;
