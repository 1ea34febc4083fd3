/** A real Redis. */
@NullMarked
package dev.freeport.samples.redis;

import org.jspecify.annotations.NullMarked;
