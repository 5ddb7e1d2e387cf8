/** The user that the innermost servlet sees, after the application's filters have wrapped the request. */
@NullMarked
package dev.rollcall.adapters.servlet;

import org.jspecify.annotations.NullMarked;
