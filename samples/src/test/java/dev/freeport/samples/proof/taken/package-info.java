/** What servers do when a process of somebody else has their port, and what the failed test then says. */
@NullMarked
package dev.freeport.samples.proof.taken;

import org.jspecify.annotations.NullMarked;
