/** Whether the API is as its description says. */
@NullMarked
package dev.rollcall.backend.described;

import org.jspecify.annotations.NullMarked;
