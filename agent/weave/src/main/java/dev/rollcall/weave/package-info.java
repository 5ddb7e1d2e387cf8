/**
 * The only room that rewrites byte code: the dispatcher every class can see, the table of class names, the link check, the
 * transformer, and the linker that ties a woven call to its hook.
 *
 * <p>Of ByteBuddy only its copy of ASM is used. We insert calls at the start and the end of about twenty methods known by
 * name; no type pool, matcher or generated class is needed for that, and none is loaded.
 */
@NullMarked
package dev.rollcall.weave;

import org.jspecify.annotations.NullMarked;
