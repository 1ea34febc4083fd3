/** Says what is not available, without failing anybody's test. */
@NullMarked
package dev.freeport.internal.text;

import org.jspecify.annotations.NullMarked;
