/** Tomcat 9, 10.1 and 11, HTTP/1.1 and HTTP/2. */
@NullMarked
package dev.rollcall.adapters.tomcat;

import org.jspecify.annotations.NullMarked;
