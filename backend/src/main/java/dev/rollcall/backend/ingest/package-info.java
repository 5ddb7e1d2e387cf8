/** From the bytes of a request to checked events. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.ingest;
