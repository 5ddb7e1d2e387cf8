/** The pages in a real browser, with what the real agent has told of a known load. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.browser;
