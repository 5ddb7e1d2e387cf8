/** One HTTP request and its response, from the first hook to the ring. All that runs on request threads is here. */
@NullMarked
package dev.rollcall.core.exchange;

import org.jspecify.annotations.NullMarked;
