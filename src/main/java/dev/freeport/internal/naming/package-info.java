/** How tests share ports by name with what outlives them, such as an application context. */
@NullMarked
package dev.freeport.internal.naming;

import org.jspecify.annotations.NullMarked;
