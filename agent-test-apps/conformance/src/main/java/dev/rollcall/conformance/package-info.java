/** The tools of the conformance suite: everything a case needs to drive a real server and to see what the agent told. */
@NullMarked
package dev.rollcall.conformance;

import org.jspecify.annotations.NullMarked;
