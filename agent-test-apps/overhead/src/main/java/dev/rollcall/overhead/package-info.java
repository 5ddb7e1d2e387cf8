/** What agents cost a real server, side by side. */
@NullMarked
package dev.rollcall.overhead;

import org.jspecify.annotations.NullMarked;
