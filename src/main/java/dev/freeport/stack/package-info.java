/**
 * What the port stack of a host does: which ports it lends to clients, which are set aside, and so which may be picked.
 *
 * <p>Terms follow RFC 6335: <em>system ports</em> 0-1023, <em>user</em> (registered) <em>ports</em> 1024-49151 and
 * <em>dynamic</em> (ephemeral) <em>ports</em>, whose range every stack sets for itself.
 */
@NullMarked
package dev.freeport.stack;

import org.jspecify.annotations.NullMarked;
