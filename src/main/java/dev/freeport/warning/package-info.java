/** Says what is not available, without failing anybody's test. */
@NullMarked
package dev.freeport.warning;

import org.jspecify.annotations.NullMarked;
