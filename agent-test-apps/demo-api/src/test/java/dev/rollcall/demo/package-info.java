/** The demo, run as a newcomer runs it. */
@NullMarked
package dev.rollcall.demo;

import org.jspecify.annotations.NullMarked;
