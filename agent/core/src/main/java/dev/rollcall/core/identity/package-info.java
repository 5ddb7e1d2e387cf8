/**
 * From the raw facts of an exchange to the customer who made it. Rules are read at the start; all else happens on the drain
 * thread, and nothing here may be slow, throw, or let a key or token through as it was sent.
 */
@NullMarked
package dev.rollcall.core.identity;

import org.jspecify.annotations.NullMarked;
