/** The tables of sockets, one class for each kind of system, and the owners of each socket. */
@NullMarked
package dev.freeport.internal.socket;

import org.jspecify.annotations.NullMarked;
