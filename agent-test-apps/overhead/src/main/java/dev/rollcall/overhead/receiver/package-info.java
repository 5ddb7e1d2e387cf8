/** Stands where all the backends would be: reads what the agents send, counts it, and keeps nothing. */
@NullMarked
package dev.rollcall.overhead.receiver;

import org.jspecify.annotations.NullMarked;
