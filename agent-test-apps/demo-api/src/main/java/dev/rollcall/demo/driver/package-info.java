/** The demo itself: starts the API under the agent, plays its customers, and shows what was counted. */
@NullMarked
package dev.rollcall.demo.driver;

import org.jspecify.annotations.NullMarked;
