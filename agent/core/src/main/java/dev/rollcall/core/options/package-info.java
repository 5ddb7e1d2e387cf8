/** Every option of the agent: defined once, read from four places, never a reason not to start. */
@NullMarked
package dev.rollcall.core.options;

import org.jspecify.annotations.NullMarked;
