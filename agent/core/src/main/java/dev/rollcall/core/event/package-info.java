/** The event: what is told of an ended exchange, and how it is written as JSON. Runs on the drain thread. */
@NullMarked
package dev.rollcall.core.event;

import org.jspecify.annotations.NullMarked;
