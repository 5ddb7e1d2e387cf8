/** The questions: each one SQL file and one class. They know nothing of HTTP and JSON. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.query;
