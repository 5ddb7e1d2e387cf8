package dev.rollcall.backend.query;

import org.jspecify.annotations.Nullable;

/**
 * Whose requests a question is about.
 *
 * @param api the name of an API, or null for all of the workspace
 * @param customer the id of a customer, exactly as it was sent, or null for all
 * @param unidentified whether it is about the requests that have no customer; then {@code customer} is null
 */
public record Scope(@Nullable String api, @Nullable String customer, boolean unidentified) {
    /** All requests of the workspace. */
    public static final Scope ALL = new Scope(null, null, false);

    /** All requests of an API; of the workspace when it is null. */
    public static Scope ofApi(@Nullable String api) {
        return new Scope(api, null, false);
    }

    /** The same API, whoever the customer. */
    public Scope anyCustomer() {
        return ofApi(api);
    }

    /** Whether it is about one customer, or about those who are none. */
    public boolean isOneCustomer() {
        return customer != null || unidentified;
    }

    /** Puts the conditions where the query has {@code ${scope}}. */
    void narrow(Query query) {
        StringBuilder conditions = new StringBuilder();
        if (api != null) {
            conditions.append(" AND api = :scope_api");
            query.set("scope_api", api);
        }
        if (customer != null) {
            conditions.append(" AND customer_id = :scope_customer");
            query.set("scope_customer", customer);
        } else if (unidentified) {
            conditions.append(" AND customer_id IS NULL");
        }
        query.put("scope", conditions.toString());
    }
}
