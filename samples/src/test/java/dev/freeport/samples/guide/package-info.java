/** The code of the guide, which is shown there as it is compiled and run here. */
@NullMarked
package dev.freeport.samples.guide;

import org.jspecify.annotations.NullMarked;
