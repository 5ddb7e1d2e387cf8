/** Events sent to an endpoint: batches, the shipper thread, and its own HTTP. */
@NullMarked
package dev.rollcall.core.ship;

import org.jspecify.annotations.NullMarked;
