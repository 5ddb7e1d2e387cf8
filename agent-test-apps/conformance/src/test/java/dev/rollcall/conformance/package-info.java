/** Every case against every server. */
@NullMarked
package dev.rollcall.conformance;

import org.jspecify.annotations.NullMarked;
