package dev.rollcall.backend.http;

/**
 * Who asks.
 *
 * @param name unique; what favourites and the choice of widgets are kept under
 * @param admin whether they may change what holds for all
 */
public record User(String name, boolean admin) {}
