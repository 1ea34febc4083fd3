/**
 * What the port stack of a host does: which ports it assigns to clients, and which it excludes.
 *
 * <p>Terms follow RFC 6335: <em>system ports</em> 0-1023, <em>user</em> (registered) <em>ports</em> 1024-49151 and
 * <em>dynamic</em> (ephemeral) <em>ports</em>, whose range every stack sets for itself.
 */
@NullMarked
package dev.freeport.stack;

import org.jspecify.annotations.NullMarked;
