/** The short form of every experiment, and the finished backend killed under the finished agent. */
@NullMarked
package dev.rollcall.chaos;

import org.jspecify.annotations.NullMarked;
