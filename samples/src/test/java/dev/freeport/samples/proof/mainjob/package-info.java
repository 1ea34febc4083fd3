/** The main job: both suites in four JVMs at once under a storm of connections, and the summary of it. */
@NullMarked
package dev.freeport.samples.proof.mainjob;

import org.jspecify.annotations.NullMarked;
