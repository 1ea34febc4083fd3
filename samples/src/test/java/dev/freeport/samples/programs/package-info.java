/** Programs of the system that samples start as child processes. */
@NullMarked
package dev.freeport.samples.programs;

import org.jspecify.annotations.NullMarked;
