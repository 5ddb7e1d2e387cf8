/** Spring MVC 5.3, 6 and 7 (Spring Boot 2.7, 3 and 4). */
@NullMarked
package dev.rollcall.adapters.springmvc;

import org.jspecify.annotations.NullMarked;
