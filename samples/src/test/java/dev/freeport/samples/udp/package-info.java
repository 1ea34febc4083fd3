/** UDP, alone and under one number with TCP. */
@NullMarked
package dev.freeport.samples.udp;

import org.jspecify.annotations.NullMarked;
