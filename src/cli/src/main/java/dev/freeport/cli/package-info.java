/** The command line: prints what the kit knows as text or JSON, and reserves ports for programs other than tests. */
@NullMarked
package dev.freeport.cli;

import org.jspecify.annotations.NullMarked;
