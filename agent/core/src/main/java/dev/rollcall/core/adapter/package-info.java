/** What an adapter says of itself: which methods of which classes are woven, and which hook is called there. */
@NullMarked
package dev.rollcall.core.adapter;

import org.jspecify.annotations.NullMarked;
