/** A backend as a process of its own, and clients for it: well behaved ones and others. */
@NullMarked
package dev.rollcall.backend.lab;

import org.jspecify.annotations.NullMarked;
