/** Starts servers as processes of their own, on a chosen JDK, with and without the agent. */
@NullMarked
package dev.rollcall.conformance.process;

import org.jspecify.annotations.NullMarked;
