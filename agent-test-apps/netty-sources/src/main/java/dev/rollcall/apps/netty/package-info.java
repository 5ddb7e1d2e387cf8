/**
 * Plain Netty servers in all the ways people put them together, each on a port of its own, for the conformance tests. The
 * same sources are built against the oldest 4.1, the newest 4.1 and 4.2.
 */
package dev.rollcall.apps.netty;
