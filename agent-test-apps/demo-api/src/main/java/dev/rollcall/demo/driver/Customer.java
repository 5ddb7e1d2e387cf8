package dev.rollcall.demo.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One customer of the demo, and how it says who it is.
 *
 * @param name as the table will show it; {@link #HASHED} for those whose API key is all that is known of them
 * @param weight how busy it is, compared with the others
 * @param headers what each of its requests carries, one set a credential: a customer may have several keys or users
 */
record Customer(String name, int weight, List<Map<String, String>> headers) {
    static final String HASHED = "(hashed key)";
    static final String UNIDENTIFIED = "unidentified";

    /** The same customer, with one more header on each of its requests. */
    Customer with(String header, String value) {
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> before : headers) {
            Map<String, String> after = new HashMap<>(before);
            after.put(header, value);
            more.add(after);
        }
        return new Customer(name, weight, more);
    }
}
