/** Real servers behind one small interface, and what the suites do with them. */
@NullMarked
package dev.freeport.samples.servers;

import org.jspecify.annotations.NullMarked;
