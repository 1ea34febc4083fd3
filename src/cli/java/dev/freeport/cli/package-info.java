/** The command line: the kit's answers on a terminal or as JSON, and ports for programs that are no tests. */
@NullMarked
package dev.freeport.cli;

import org.jspecify.annotations.NullMarked;
