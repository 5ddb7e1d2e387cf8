/** Breaks servers, backends and disks under load, with real processes, and counts what arrives. */
@NullMarked
package dev.rollcall.chaos;

import org.jspecify.annotations.NullMarked;
