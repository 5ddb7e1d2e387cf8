/** Who may come in: ingest tokens and people with passwords, in a file of their own that no question can reach. */
@org.jspecify.annotations.NullMarked
package dev.rollcall.backend.account;
