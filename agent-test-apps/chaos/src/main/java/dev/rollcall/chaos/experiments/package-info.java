/** One class for each way in which things go wrong. */
@NullMarked
package dev.rollcall.chaos.experiments;

import org.jspecify.annotations.NullMarked;
