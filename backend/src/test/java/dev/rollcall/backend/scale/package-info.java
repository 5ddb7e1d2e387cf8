/** How the backend does with many events: the program behind {@code backend/scale/run}, and a small run of it as a test. */
@NullMarked
package dev.rollcall.backend.scale;

import org.jspecify.annotations.NullMarked;
