/** What this host and its administrator can do about a port that is not to be had; not exported. */
@NullMarked
package dev.freeport.advice;

import org.jspecify.annotations.NullMarked;
