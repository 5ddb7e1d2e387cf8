/** What the agents send, checked and ready to be stored. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.event;
