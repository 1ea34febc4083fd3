/**
 * Reserves ports for Spring's application contexts: {@code ${freeport.http}} in any property stands for the port that the
 * context has under the name {@code http}. Spring finds everything here by {@code META-INF/spring.factories}, and JUnit's
 * extension by {@code ServiceLoader}; not exported, because no code needs to name it.
 */
@NullMarked
package dev.freeport.spring;

import org.jspecify.annotations.NullMarked;
