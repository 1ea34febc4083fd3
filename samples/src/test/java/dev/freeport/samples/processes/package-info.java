/** Child JVMs which end with the JVM that started them. */
@NullMarked
package dev.freeport.samples.processes;

import org.jspecify.annotations.NullMarked;
