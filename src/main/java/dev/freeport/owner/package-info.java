/** Which processes own which sockets now, and who these processes are. */
@NullMarked
package dev.freeport.owner;

import org.jspecify.annotations.NullMarked;
