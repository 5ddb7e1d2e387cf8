package dev.rollcall.chaos.backend;

import java.util.List;

/**
 * One delivery.
 *
 * @param batch its {@code Rollcall-Batch} header
 * @param bytes the length of its body as sent
 * @param events what is in it
 */
public record Post(String batch, int bytes, List<Told> events) {}
