/** What proves to the makers of Freeport that it works; suites to copy from are in the packages beside this one. */
@NullMarked
package dev.freeport.samples.proof;

import org.jspecify.annotations.NullMarked;
