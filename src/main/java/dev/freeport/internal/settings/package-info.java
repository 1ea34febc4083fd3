/** The settings: one table of keys, parsers, defaults and scopes for everything that reads them; {@link Setting} is it. */
@NullMarked
package dev.freeport.internal.settings;

import org.jspecify.annotations.NullMarked;
