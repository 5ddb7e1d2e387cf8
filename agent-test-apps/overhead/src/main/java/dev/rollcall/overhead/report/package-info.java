/** Figures of many lives, and the tables made of them. */
@NullMarked
package dev.rollcall.overhead.report;

import org.jspecify.annotations.NullMarked;
