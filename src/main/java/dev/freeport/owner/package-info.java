/** Values: processes, sockets and listening ports of a host. */
@NullMarked
package dev.freeport.owner;

import org.jspecify.annotations.NullMarked;
