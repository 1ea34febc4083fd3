/** Listeners that JUnit's launcher finds by {@code ServiceLoader}. Not exported: no code needs to name them. */
@NullMarked
package dev.freeport.junit.launcher;

import org.jspecify.annotations.NullMarked;
