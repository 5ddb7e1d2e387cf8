/** What strangers may send, and what must not come of it. */
@NullMarked
package dev.rollcall.backend.hostile;

import org.jspecify.annotations.NullMarked;
