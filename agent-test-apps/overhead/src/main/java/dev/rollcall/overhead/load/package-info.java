/** The client's side: as cheap as it can be, because it shares the machine with the server that is measured. */
@NullMarked
package dev.rollcall.overhead.load;

import org.jspecify.annotations.NullMarked;
