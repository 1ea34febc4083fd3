/** The same suites on ports chosen the classic way; not named as tests, so that only the main job runs them. */
@NullMarked
package dev.freeport.samples.proof.classic;

import org.jspecify.annotations.NullMarked;
