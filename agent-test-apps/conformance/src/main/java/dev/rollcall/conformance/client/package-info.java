/** Clients that decide about every byte they send. */
@NullMarked
package dev.rollcall.conformance.client;

import org.jspecify.annotations.NullMarked;
