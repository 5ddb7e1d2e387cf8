/** What {@code java -jar rollcall-agent.jar} does: {@code top}, {@code help}, {@code version}. */
@NullMarked
package dev.rollcall.core.command;

import org.jspecify.annotations.NullMarked;
