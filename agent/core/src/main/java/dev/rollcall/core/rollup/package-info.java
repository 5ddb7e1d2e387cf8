/** Requests that are only counted: by customer, method, route and status, in bounded memory, and never lost. */
@NullMarked
package dev.rollcall.core.rollup;

import org.jspecify.annotations.NullMarked;
