/** The events and their sums in one file, written by one thread. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.store;
