/** The first test of the README. */
@NullMarked
package dev.freeport.samples.quickstart;

import org.jspecify.annotations.NullMarked;
