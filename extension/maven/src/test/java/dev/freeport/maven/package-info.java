@NullMarked
package dev.freeport.maven;

import org.jspecify.annotations.NullMarked;
