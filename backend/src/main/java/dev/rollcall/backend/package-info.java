/** The self-hosted analytics backend, one process: takes events, keeps them, answers questions, shows pages. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend;
