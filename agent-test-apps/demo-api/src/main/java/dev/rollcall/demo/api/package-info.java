/** A payments API as many are: it knows nothing of Rollcall. */
@NullMarked
package dev.rollcall.demo.api;

import org.jspecify.annotations.NullMarked;
