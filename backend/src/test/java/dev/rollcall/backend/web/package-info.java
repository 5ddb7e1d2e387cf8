/** The pages, as far as they can be checked without a browser. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.web;
