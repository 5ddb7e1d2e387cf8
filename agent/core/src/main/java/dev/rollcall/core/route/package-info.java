/** The route of an exchange: told by the framework, found among the application's routes, or inferred from the path. */
@NullMarked
package dev.rollcall.core.route;

import org.jspecify.annotations.NullMarked;
