/** The agent's counters for those who look by JMX. Nothing here makes an MBean server. */
@NullMarked
package dev.rollcall.core.jmx;

import org.jspecify.annotations.NullMarked;
