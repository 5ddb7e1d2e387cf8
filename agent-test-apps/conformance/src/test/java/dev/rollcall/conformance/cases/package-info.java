/** The cases, a file a section; every server runs all of them. */
@NullMarked
package dev.rollcall.conformance.cases;

import org.jspecify.annotations.NullMarked;
