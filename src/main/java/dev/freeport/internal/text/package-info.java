/** Texts: warnings, spelling, and what is safe to print; not exported. */
@NullMarked
package dev.freeport.internal.text;

import org.jspecify.annotations.NullMarked;
