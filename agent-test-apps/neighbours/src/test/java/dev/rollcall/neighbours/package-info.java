/** The agent beside others. */
@NullMarked
package dev.rollcall.neighbours;

import org.jspecify.annotations.NullMarked;
