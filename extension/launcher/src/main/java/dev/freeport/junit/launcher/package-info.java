/** What JUnit's launcher registers by itself, for whole runs. Nothing here needs to be named. */
@NullMarked
package dev.freeport.junit.launcher;

import org.jspecify.annotations.NullMarked;
