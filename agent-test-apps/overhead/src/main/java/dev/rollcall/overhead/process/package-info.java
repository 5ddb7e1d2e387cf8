/** What a running JVM has used, read from outside. */
@NullMarked
package dev.rollcall.overhead.process;

import org.jspecify.annotations.NullMarked;
