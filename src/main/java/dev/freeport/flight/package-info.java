/** What happens to ports as events of JDK Flight Recorder; not exported. */
@NullMarked
package dev.freeport.flight;

import org.jspecify.annotations.NullMarked;
