/** The timeline: a page that shows what the JVMs of a build did with ports; not exported. */
@NullMarked
package dev.freeport.internal.timeline;

import org.jspecify.annotations.NullMarked;
