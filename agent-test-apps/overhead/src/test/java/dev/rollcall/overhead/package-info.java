/** A short form of the comparison, on every build. */
@NullMarked
package dev.rollcall.overhead;

import org.jspecify.annotations.NullMarked;
