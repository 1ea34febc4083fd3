/** System calls that the JDK lacks, through JNA, which may be absent, and commands; not exported. */
@NullMarked
package dev.freeport.internal.os;

import org.jspecify.annotations.NullMarked;
