/** Calls of the system that the JDK does not offer, through JNA, which may be absent, or by a command. */
@NullMarked
package dev.freeport.internal.os;

import org.jspecify.annotations.NullMarked;
