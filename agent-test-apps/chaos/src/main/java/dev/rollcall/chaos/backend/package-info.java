/** The backend's side: it takes batches, forgets nothing, and misbehaves when told to. */
@NullMarked
package dev.rollcall.chaos.backend;

import org.jspecify.annotations.NullMarked;
