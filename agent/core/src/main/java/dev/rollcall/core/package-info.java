/** The agent put together. */
@NullMarked
package dev.rollcall.core;

import org.jspecify.annotations.NullMarked;
