/** The HTTP server: who may ask what, and how it is answered. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.http;
