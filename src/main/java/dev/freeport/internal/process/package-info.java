/** What a system tells of processes: who they are, and whether they still run. */
@NullMarked
package dev.freeport.internal.process;

import org.jspecify.annotations.NullMarked;
