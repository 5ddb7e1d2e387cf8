/** What an application has to write to use Moesif's servlet filter. */
@NullMarked
package dev.rollcall.overhead.moesif;

import org.jspecify.annotations.NullMarked;
