/** Jetty. */
@NullMarked
package dev.freeport.samples.jetty;

import org.jspecify.annotations.NullMarked;
