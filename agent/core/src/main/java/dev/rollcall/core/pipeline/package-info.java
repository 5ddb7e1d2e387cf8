/** From the ring to a store or an endpoint: the drain thread, the seam behind it, and the counters. */
@NullMarked
package dev.rollcall.core.pipeline;

import org.jspecify.annotations.NullMarked;
