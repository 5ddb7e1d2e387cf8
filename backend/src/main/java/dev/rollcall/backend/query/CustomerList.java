package dev.rollcall.backend.query;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which customers of a window are wanted, and in which order.
 *
 * @param sort what to sort by
 * @param descending whether the largest, newest or alphabetically last comes first; ties are in the order of ids
 * @param search a part of the id or the name, in whatever case; null for all
 * @param only ids of which they must be, or null for all
 * @param identifiedOnly whether the row of the unidentified is left out
 * @param limit how many at most
 * @param after the place behind which the page begins, or null for the first page
 */
public record CustomerList(
        Sort sort,
        boolean descending,
        @Nullable String search,
        @Nullable Set<String> only,
        boolean identifiedOnly,
        int limit,
        @Nullable After after) {
    /** What a list is sorted by. */
    public enum Sort {
        /** The id, alphabetically; the unidentified always come last. */
        ID,
        REQUESTS,
        /** The last request. */
        RECENT
    }

    /**
     * A place in the list: behind this customer.
     *
     * @param value what it was sorted by: requests, or microseconds of the last request; 0 when sorted by id
     * @param customerId null for the unidentified
     */
    public record After(long value, @Nullable String customerId) {}

    /** Those with most requests. */
    static CustomerList top(int limit) {
        return new CustomerList(Sort.REQUESTS, true, null, null, true, limit, null);
    }

    /** Those with the most recent requests. */
    static CustomerList recent(int limit) {
        return new CustomerList(Sort.RECENT, true, null, null, true, limit, null);
    }

    /** These, most requests first. */
    static CustomerList of(Set<String> ids, int limit) {
        return new CustomerList(Sort.REQUESTS, true, null, ids, true, limit, null);
    }

    /** Whether every customer of the window is on one of its pages. */
    public boolean isOfAll() {
        return search == null && only == null;
    }

    /** The same, with the row of the unidentified. */
    CustomerList withUnidentified() {
        return new CustomerList(sort, descending, search, only, false, limit, after);
    }

    /** The same, of another length. */
    CustomerList withLimit(int rows) {
        return new CustomerList(sort, descending, search, only, identifiedOnly, rows, after);
    }

    /** The same, from another place on. */
    public CustomerList from(After place) {
        return new CustomerList(sort, descending, search, only, identifiedOnly, limit, place);
    }

    /** Puts the conditions and the order into a query. */
    void into(Query query) {
        matching(query);
        query.put("after", behind()).put("order", order()).set("limit", limit);
        if (after != null) {
            query.set("after_value", after.value);
            if (after.customerId != null) {
                query.set("after_id", after.customerId);
            }
        }
    }

    /** Puts the conditions alone, without place and order. */
    void matching(Query query) {
        StringBuilder conditions = new StringBuilder();
        if (search != null) {
            conditions.append(" AND (contains(lower(customer.customer_id), lower(:search))"
                    + " OR contains(lower(customer_name.name), lower(:search)))");
            query.set("search", search);
        }
        if (only != null) {
            conditions.append(only.isEmpty() ? " AND FALSE" : " AND customer.customer_id IN (:only)");
            if (!only.isEmpty()) {
                query.set("only", only);
            }
        }
        if (identifiedOnly) {
            conditions.append(" AND customer.customer_id IS NOT NULL");
        }
        query.put("matching", conditions.toString());
    }

    private String column() {
        return sort == Sort.REQUESTS ? "requests" : "epoch_us(last_ts)";
    }

    private String order() {
        String direction = descending ? " DESC" : " ASC";
        if (sort == Sort.ID) {
            return "lower(customer_id)" + direction + " NULLS LAST, customer_id" + direction + " NULLS LAST";
        }
        return column() + direction + ", customer_id ASC NULLS LAST";
    }

    private String behind() {
        if (after == null) {
            return "";
        }
        String beyond = descending ? " < " : " > ";
        if (sort == Sort.ID) {
            return after.customerId == null
                    ? " AND FALSE"
                    : " AND (customer_id IS NULL OR lower(customer_id)" + beyond + "lower(:after_id)"
                            + " OR (lower(customer_id) = lower(:after_id) AND customer_id" + beyond + ":after_id))";
        }
        String farther = column() + beyond + ":after_value";
        return after.customerId == null
                ? " AND " + farther
                : " AND (" + farther + " OR (" + column()
                        + " = :after_value AND (customer_id > :after_id OR customer_id IS NULL)))";
    }
}
