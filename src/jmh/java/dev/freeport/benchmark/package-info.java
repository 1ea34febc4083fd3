/** What things cost. Run by {@code mvn -q -P benchmark -pl src verify}. */
@NullMarked
package dev.freeport.benchmark;

import org.jspecify.annotations.NullMarked;
