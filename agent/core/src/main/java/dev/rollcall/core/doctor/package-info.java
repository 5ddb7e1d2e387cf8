/** How the running agent says how it is: the report, and the files through which it is asked for. */
@NullMarked
package dev.rollcall.core.doctor;

import org.jspecify.annotations.NullMarked;
