/** Programs that run beside the agent, and the one that measures what its start costs. */
@NullMarked
package dev.rollcall.neighbours;

import org.jspecify.annotations.NullMarked;
