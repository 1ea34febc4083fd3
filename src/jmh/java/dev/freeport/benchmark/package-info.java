/**
 * The cost of the kit, compared with other port pickers. Run by {@code mvn -q -P benchmark -pl src verify}; {@code Benchmarks} is the
 * place to start reading.
 */
@NullMarked
package dev.freeport.benchmark;

import org.jspecify.annotations.NullMarked;
