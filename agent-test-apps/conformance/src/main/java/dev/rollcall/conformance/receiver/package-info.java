/** Stands where the backend would be and keeps what arrives. */
@NullMarked
package dev.rollcall.conformance.receiver;

import org.jspecify.annotations.NullMarked;
