/** What becomes of the application when the agent itself is broken. */
@NullMarked
package dev.rollcall.conformance.faults;

import org.jspecify.annotations.NullMarked;
