/** Reservations, waits and bind failures as events of JDK Flight Recorder; not exported. */
@NullMarked
package dev.freeport.internal.jfr;

import org.jspecify.annotations.NullMarked;
