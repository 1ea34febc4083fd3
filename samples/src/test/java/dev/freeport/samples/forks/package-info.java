/** Test classes in two forked JVMs at once. */
@NullMarked
package dev.freeport.samples.forks;

import org.jspecify.annotations.NullMarked;
