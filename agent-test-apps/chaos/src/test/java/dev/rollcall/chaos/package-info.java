/** The short form of every experiment. */
@NullMarked
package dev.rollcall.chaos;

import org.jspecify.annotations.NullMarked;
