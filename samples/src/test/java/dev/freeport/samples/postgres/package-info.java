/** A real PostgreSQL. */
@NullMarked
package dev.freeport.samples.postgres;

import org.jspecify.annotations.NullMarked;
