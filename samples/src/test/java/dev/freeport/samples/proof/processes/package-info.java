/** Child JVMs which end with the JVM that started them. */
@NullMarked
package dev.freeport.samples.proof.processes;

import org.jspecify.annotations.NullMarked;
