/** Benchmarks: what the agent costs a request, on the request's thread and on its own. */
@NullMarked
package dev.rollcall.bench;

import org.jspecify.annotations.NullMarked;
