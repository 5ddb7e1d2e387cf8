/** What the agent says on the standard error stream. */
@NullMarked
package dev.rollcall.core.log;

import org.jspecify.annotations.NullMarked;
