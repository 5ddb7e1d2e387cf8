/** The servers, a class each, and what each of them does differently. */
@NullMarked
package dev.rollcall.conformance.servers;

import org.jspecify.annotations.NullMarked;
