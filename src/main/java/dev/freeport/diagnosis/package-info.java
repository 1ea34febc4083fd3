/** Why a port could not be bound: a diagnosis as a value, a text and an error. */
@NullMarked
package dev.freeport.diagnosis;

import org.jspecify.annotations.NullMarked;
