/** The journal: events in mapped files that survive a killed process, and the batches that are read from them. */
@NullMarked
package dev.rollcall.core.journal;

import org.jspecify.annotations.NullMarked;
