/** What a program does when nobody listens, and when its port is taken. */
@NullMarked
package dev.freeport.samples.negative;

import org.jspecify.annotations.NullMarked;
