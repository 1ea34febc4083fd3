/** Netty. */
@NullMarked
package dev.freeport.samples.netty;

import org.jspecify.annotations.NullMarked;
