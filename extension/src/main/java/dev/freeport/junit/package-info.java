/** Ports for JUnit Jupiter tests. Start with {@link dev.freeport.junit.FreePort}. */
@NullMarked
package dev.freeport.junit;

import org.jspecify.annotations.NullMarked;
