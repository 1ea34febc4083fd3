/** The ports that may be picked on a host, and how an administrator gets more of them. */
@NullMarked
package dev.freeport.internal.pool;

import org.jspecify.annotations.NullMarked;
