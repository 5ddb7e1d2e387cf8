/** One server twice, without and with the agent, and the same conversation with both. */
@NullMarked
package dev.rollcall.conformance.lab;

import org.jspecify.annotations.NullMarked;
