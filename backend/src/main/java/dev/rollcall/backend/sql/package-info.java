/** The SQL console: what people ask for in their own words, checked before the engine sees it. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.sql;
