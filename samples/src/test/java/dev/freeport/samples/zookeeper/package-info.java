/** An ensemble of servers that know each other by their ports. */
@NullMarked
package dev.freeport.samples.zookeeper;

import org.jspecify.annotations.NullMarked;
