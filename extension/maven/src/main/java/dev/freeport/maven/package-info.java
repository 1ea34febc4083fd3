/** Goals that reserve ports for a build, and a listener that explains why a goal could not bind its port. */
@NullMarked
package dev.freeport.maven;

import org.jspecify.annotations.NullMarked;
