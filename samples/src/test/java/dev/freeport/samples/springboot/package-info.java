/** Spring Boot. */
@NullMarked
package dev.freeport.samples.springboot;

import org.jspecify.annotations.NullMarked;
