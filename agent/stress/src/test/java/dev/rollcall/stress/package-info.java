/** The short run of the stress tests that belongs to the build. */
@NullMarked
package dev.rollcall.stress;

import org.jspecify.annotations.NullMarked;
