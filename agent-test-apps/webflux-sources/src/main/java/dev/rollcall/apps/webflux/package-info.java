/**
 * A small WebFlux application: annotated controllers, functional routes, filters, streams and errors. What only one server
 * can do is in {@code ServerSpecifics}, of which each server's source folder has its own.
 */
@NullMarked
package dev.rollcall.apps.webflux;

import org.jspecify.annotations.NullMarked;
