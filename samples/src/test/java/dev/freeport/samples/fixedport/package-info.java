/** Test classes in two forked JVMs that need one port by its number. */
@NullMarked
package dev.freeport.samples.fixedport;

import org.jspecify.annotations.NullMarked;
