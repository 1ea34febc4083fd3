/** Proves that what the documents say is what the code does: code, outputs, links, settings and figures. */
@NullMarked
package dev.freeport.samples.proof.docs;

import org.jspecify.annotations.NullMarked;
