/** Events kept on this machine, when there is no endpoint: written by the drain thread, read by {@code top}. */
@NullMarked
package dev.rollcall.core.store;

import org.jspecify.annotations.NullMarked;
