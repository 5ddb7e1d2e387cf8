package dev.rollcall.backend.scale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The calls of a company's customers, batch by batch as agents send them, in the order of time: few customers and end points make most of
 * the calls (Zipf), days are busier than nights and working days busier than weekends, each customer has failures and delays of
 * its own. The same numbers give the same events, whoever makes them and in whatever order. Safe for use by many threads.
 */
final class Load {
    private static final double CUSTOMER_SKEW = 1.05;
    private static final double ROUTE_SKEW = 1.0;
    private static final long HOUR_MICROS = 3_600_000_000L;

    /** One in so many has no id. */
    private static final int UNIDENTIFIED_ONE_IN = 50;

    /** One in so many comes late, by up to {@link #LATE_HOURS}. */
    private static final int LATE_ONE_IN = 1000;

    private static final int LATE_HOURS = 6;
    private static final int JITTER_MICROS = 3_000_000;

    private static final String[] METHODS = {"GET", "GET", "GET", "POST", "GET", "PUT", "GET", "POST", "GET", "DELETE"};

    private static final String[] PLANS = {"free", "pro", "enterprise"};

    private static final String[] PROGRAMS = {
        "python-requests/2.32.3",
        "okhttp/4.12.0",
        "axios/1.7.2",
        "Go-http-client/2.0",
        "curl/8.5.0",
        "Java-http-client/17.0.11",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                + " Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)"
    };

    /** What is made: how many, of whom, and over which time. */
    record Size(long events, int customers, int routes, int batch, Instant from, Instant to) {
        long batches() {
            return (events + batch - 1) / batch;
        }
    }

    private final Size size;
    private final byte[] api;
    private final double[] customerShares;
    private final double[] routeShares;
    private final byte[][] customers;
    private final byte[][] routes;
    private final byte[][] programs;
    private final double[] hourShares;

    Load(Size size, String api) {
        this.size = size;
        this.api = bytes(api);
        customerShares = zipf(size.customers, CUSTOMER_SKEW);
        routeShares = zipf(size.routes, ROUTE_SKEW);
        customers = new byte[size.customers][];
        for (int i = 0; i < customers.length; i++) {
            String name = i % 3 == 0 ? ",\"customer_name\":\"Company " + i + " Ltd\"" : "";
            customers[i] = bytes("\"customer_id\":\"" + customerId(i) + '"' + name
                    + ",\"customer_kind\":\"org\",\"customer_source\":\"header:X-Customer-ID\",\"customer_accepted\":true,"
                    + "\"end_user\":\"user-" + i + "\",\"plan\":\"" + PLANS[i % PLANS.length] + "\",");
        }
        routes = new byte[size.routes][];
        for (int i = 0; i < routes.length; i++) {
            routes[i] = bytes("\"method\":\"" + METHODS[i % METHODS.length] + "\",\"route\":\"/v1/resource" + i
                    + "/{id}\",\"path\":\"/v1/resource" + i + '/');
        }
        programs = new byte[PROGRAMS.length][];
        for (int i = 0; i < programs.length; i++) {
            programs[i] = bytes(",\"user_agent\":\"" + PROGRAMS[i] + '"');
        }
        hourShares = hours(size);
    }

    /** The id of a customer by its rank, from 0 for the busiest. */
    static String customerId(int rank) {
        return "cus_" + (100_000 + rank);
    }

    Size size() {
        return size;
    }

    /** How many events there are in a batch: the last one may have fewer. */
    int count(long batch) {
        return (int) Math.min(size.batch, size.events - batch * size.batch);
    }

    /**
     * Writes a batch as a JSON array.
     *
     * @param batch its number, from 0; later ones tell of later times
     * @param instance who sends it
     * @param firstSequence the number of its first event there
     * @param tally is told the rank of each event's customer, or -1
     */
    void write(long batch, Senders.Instance instance, long firstSequence, JsonBytes json, Tally tally) {
        SplittableRandom random = new SplittableRandom(batch);
        int count = count(batch);
        json.clear();
        for (int i = 0; i < count; i++) {
            json.raw(i == 0 ? '[' : ',');
            long micros = time((batch * size.batch + i + 0.5) / size.events, random);
            int customer = random.nextInt(UNIDENTIFIED_ONE_IN) == 0 ? -1 : pick(customerShares, random.nextDouble());
            write(instance, firstSequence + i, micros, customer, random, json);
            tally.event(customer);
        }
        json.raw(']');
    }

    /** Is told of each event. */
    interface Tally {
        void event(int customer);
    }

    private void write(
            Senders.Instance instance,
            long sequence,
            long micros,
            int customer,
            SplittableRandom random,
            JsonBytes json) {
        json.raw("{\"event_id\":\"").raw(instance.eventIdStart());
        json.hex(sequence, 11)
                .raw("\",\"event\":\"api_request\",\"ts\":\"")
                .time(micros)
                .raw("\",\"duration_us\":");
        // A customer is slower than another by up to ten times; the tail is long.
        double slowness = 400 + 3600 * ((customer * 2654435761L & 0xFFFF) / 65536.0);
        json.number((long) (slowness * Math.exp(1.1 * random.nextGaussian()))).raw(",");
        if (customer >= 0) {
            json.raw(customers[customer]);
        }
        int route = pick(routeShares, random.nextDouble());
        json.raw(routes[route]).number(1 + random.nextInt(100_000));
        json.raw("\",\"scheme\":\"https\",\"host\":\"api.example.com\",\"protocol\":\"1.1\",\"status\":");
        json.number(status(customer, random)).raw(",\"outcome\":\"ok\",\"request_bytes\":");
        json.number(METHODS[route % METHODS.length].equals("GET") ? 0 : random.nextInt(4000));
        json.raw(",\"response_bytes\":").number((long) (600 * Math.exp(random.nextGaussian())));
        json.raw(",\"client_ip\":\"203.0.").number(random.nextInt(256)).raw(".").number(random.nextInt(256));
        json.raw("\"").raw(programs[Math.floorMod(customer * 31, programs.length)]);
        json.raw(",\"service\":\"").raw(api).raw(instance.origin()).raw("}");
    }

    private static int status(int customer, SplittableRandom random) {
        // Most fail in one call of a hundred; every fortieth in a third of them.
        double failures = customer % 40 == 17 ? 0.33 : 0.002 + 0.02 * ((customer * 40503L & 0xFF) / 256.0);
        double what = random.nextDouble();
        if (what >= failures) {
            return what > 0.9 ? 201 : 200;
        }
        return switch ((int) (what / failures * 6)) {
            case 0 -> 500;
            case 1 -> 503;
            case 2 -> 429;
            case 3 -> 401;
            default -> 404;
        };
    }

    private long time(double share, SplittableRandom random) {
        int found = Arrays.binarySearch(hourShares, share);
        int hour = found >= 0 ? found : -found - 2;
        double within = (share - hourShares[hour]) / (hourShares[hour + 1] - hourShares[hour]);
        long start = micros(size.from);
        long micros = start + (long) ((hour + within) * HOUR_MICROS) - random.nextInt(JITTER_MICROS);
        if (random.nextInt(LATE_ONE_IN) == 0) {
            micros -= random.nextLong(LATE_HOURS * HOUR_MICROS);
        }
        return Math.max(start, micros);
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    /** The share of all events before the end of each hour, from 0 to 1. */
    private static double[] hours(Size size) {
        int hours = (int) Math.max(1, (micros(size.to) - micros(size.from)) / HOUR_MICROS);
        double[] shares = new double[hours + 1];
        for (int i = 0; i < hours; i++) {
            Instant hour = size.from.plusSeconds(3600L * i);
            double day = 1 - 0.7 * Math.cos(2 * Math.PI * (hour.getEpochSecond() % 86_400 - 10_800) / 86_400.0);
            boolean weekend = Math.floorMod(hour.getEpochSecond() / 86_400 + 3, 7) >= 5;
            shares[i + 1] = shares[i] + day * (weekend ? 0.5 : 1);
        }
        for (int i = 0; i <= hours; i++) {
            shares[i] /= shares[hours];
        }
        return shares;
    }

    private static double[] zipf(int count, double skew) {
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(i + 1, -skew);
            shares[i] = sum;
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static int pick(double[] shares, double at) {
        int found = Arrays.binarySearch(shares, at);
        return Math.min(found >= 0 ? found : -found - 1, shares.length - 1);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.ISO_8859_1);
    }
}
