/** What the most usual reasons of a failed bind look like, each of them brought about. */
@NullMarked
package dev.freeport.samples.diagnosing;

import org.jspecify.annotations.NullMarked;
