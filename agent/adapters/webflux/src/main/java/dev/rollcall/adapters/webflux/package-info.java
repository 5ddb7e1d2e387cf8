/**
 * Spring WebFlux 5.3, 6 and 7. It owns no exchange: the Netty or Tomcat adapter beneath it does, and this one adds what only
 * the framework knows. Nothing is wrapped or subscribed to, and neither the Reactor context nor the exchange's attributes
 * are touched.
 */
@NullMarked
package dev.rollcall.adapters.webflux;

import org.jspecify.annotations.NullMarked;
