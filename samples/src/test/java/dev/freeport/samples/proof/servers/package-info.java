/** Real servers behind one small interface, and what the suites do with them. */
@NullMarked
package dev.freeport.samples.proof.servers;

import org.jspecify.annotations.NullMarked;
