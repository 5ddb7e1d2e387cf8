/** Events as they are stored, for whoever watches. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.live;
