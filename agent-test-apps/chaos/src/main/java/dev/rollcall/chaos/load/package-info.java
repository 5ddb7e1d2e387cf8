/** The client's side: numbered requests, and which of them were answered. */
@NullMarked
package dev.rollcall.chaos.load;

import org.jspecify.annotations.NullMarked;
