/** The first tests of a newcomer. */
@NullMarked
package dev.freeport.samples.quickstart;

import org.jspecify.annotations.NullMarked;
