/**
 * Netty 4.1 and 4.2, HTTP/1.1 and the HTTP/2 streams that are turned into HTTP objects.
 *
 * <p>The codec classes are woven, and no handler is added: a pipeline looks as it does without us, counted, walked or
 * edited. What we remember is one attribute of the channel, touched on the codec's event loop only.
 */
@NullMarked
package dev.rollcall.adapters.netty;

import org.jspecify.annotations.NullMarked;
