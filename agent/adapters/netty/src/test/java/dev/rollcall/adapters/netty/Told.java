package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Record;

/** What was told of one exchange. */
record Told(
        String method,
        String path,
        String host,
        String customer,
        String protocol,
        int status,
        String outcome,
        long in,
        long out,
        String attribute,
        String responseCustomer) {
    static Told of(Record record) {
        return new Told(
                record.method(),
                record.path(),
                record.host(),
                record.requestHeader(0),
                record.protocol(),
                record.status(),
                record.outcome().wireName(),
                record.requestBytes(),
                record.responseBytes(),
                record.attribute(0),
                record.responseHeader(0));
    }
}
