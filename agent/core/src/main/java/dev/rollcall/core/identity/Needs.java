package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What all rules together have to see of an exchange, gathered while they are read: every header, attribute and token is
 * asked for once, however many rules share it.
 */
final class Needs {
    /** A bound of {@link dev.rollcall.core.exchange.Slots}. */
    static final int MAX_HEADERS = 100;

    private final List<String> requestHeaders = new ArrayList<>();
    private final List<String> responseHeaders = new ArrayList<>();
    private final List<String> attributes = new ArrayList<>();
    private final Map<String, CredentialHeader> credentialHeaders = new LinkedHashMap<>();
    private final Map<String, JsonHeader> jsonHeaders = new LinkedHashMap<>();
    private final Tokens tokens;
    private final Keys keys;
    private final Ids ids;
    private boolean principal;
    private boolean query;

    Needs(Tokens tokens, Keys keys, Ids ids) {
        this.tokens = tokens;
        this.keys = keys;
        this.ids = ids;
    }

    Tokens tokens() {
        return tokens;
    }

    Keys keys() {
        return keys;
    }

    Ids ids() {
        return ids;
    }

    /** Whether one more request or response header can be asked for. */
    boolean hasRoom() {
        return requestHeaders.size() < MAX_HEADERS && responseHeaders.size() < MAX_HEADERS;
    }

    int requestHeader(String name) {
        return number(requestHeaders, name.toLowerCase(Locale.ROOT));
    }

    int responseHeader(String name) {
        return number(responseHeaders, name.toLowerCase(Locale.ROOT));
    }

    int attribute(String name) {
        return number(attributes, name);
    }

    private static int number(List<String> names, String name) {
        int number = names.indexOf(name);
        if (number < 0) {
            number = names.size();
            names.add(name);
        }
        return number;
    }

    CredentialHeader credentialHeader(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        CredentialHeader header = credentialHeaders.get(key);
        if (header == null) {
            header = new CredentialHeader(requestHeader(name), tokens, keys);
            credentialHeaders.put(key, header);
        }
        return header;
    }

    JsonHeader jsonHeader(String name, boolean response) {
        String key = (response ? "<" : ">") + name.toLowerCase(Locale.ROOT);
        JsonHeader header = jsonHeaders.get(key);
        if (header == null) {
            int slot = response ? responseHeader(name) : requestHeader(name);
            header = new JsonHeader(slot, response, name.equalsIgnoreCase(DefaultRules.METADATA), ids);
            jsonHeaders.put(key, header);
        }
        return header;
    }

    void principal() {
        principal = true;
    }

    void query() {
        query = true;
    }

    CredentialHeader[] credentialHeaders() {
        return credentialHeaders.values().toArray(new CredentialHeader[0]);
    }

    JsonHeader[] jsonHeaders() {
        return jsonHeaders.values().toArray(new JsonHeader[0]);
    }

    Wanted wanted(boolean clientAddress) {
        return new Wanted(requestHeaders, responseHeaders, attributes, principal, query, clientAddress);
    }
}
