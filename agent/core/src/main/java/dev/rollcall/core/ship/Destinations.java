package dev.rollcall.core.ship;

import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where batches go, by {@code rollcall.endpoint}, {@code rollcall.token} and {@code rollcall.format}: lists that belong together by their order.
 *
 * <p>A token goes to the endpoint at its own place and to no other, because whoever holds one can write in its owner's name.
 */
public final class Destinations {
    private static final String NO_TOKEN = "-";

    private final List<DestinationOptions> all = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Destinations() {}

    /** Reads the options; never throws: what is wrong becomes a line of {@link #problems}. */
    public static Destinations of(Options options) {
        Destinations destinations = new Destinations();
        destinations.read(options.places(Option.ENDPOINT), options.places(Option.TOKEN), options.places(Option.FORMAT));
        return destinations;
    }

    /** In their order; empty when events stay on this machine. */
    public List<DestinationOptions> all() {
        return List.copyOf(all);
    }

    /** One sentence for everything that is wrong, without secrets. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void read(List<String> addresses, List<String> tokens, List<String> formats) {
        List<String> known = new ArrayList<>();
        int place = 0;
        for (String address : addresses) {
            if (address.isEmpty()) {
                // Its place counts: the token that stands there is its own and nobody else's.
                place++;
                continue;
            }
            Endpoint endpoint = Endpoint.of(address);
            if (endpoint.hadUser()) {
                problems.add("rollcall.endpoint has a user name or password before " + endpoint.hostHeader()
                        + ", which is not sent. Write what the endpoint asks for as rollcall.token; it is sent as a bearer"
                        + " token.");
            }
            String token = place < tokens.size() ? tokens.get(place) : null;
            String format = format(formats, place);
            if (known.contains(endpoint.address() + ' ' + format)) {
                problems.add("rollcall.endpoint has " + endpoint + " twice; batches go there once.");
            } else {
                known.add(endpoint.address() + ' ' + format);
                all.add(new DestinationOptions(endpoint, isNone(token) ? null : token, format));
            }
            place++;
        }
        compare(place, tokens.size(), formats.size());
    }

    private static boolean isNone(@Nullable String token) {
        return token == null || token.isEmpty() || token.equals(NO_TOKEN);
    }

    private static String format(List<String> formats, int place) {
        int at = formats.size() == 1 ? 0 : place;
        String named = at < formats.size() ? formats.get(at) : "";
        return named.isEmpty() ? String.valueOf(Option.FORMAT.defaultText()) : named;
    }

    private void compare(int endpoints, int tokens, int formats) {
        if (endpoints > 1 && tokens == 1) {
            problems.add("rollcall.token is one for " + endpoints + " endpoints; it is sent to the first only"
                    + (all.isEmpty() || all.get(0).token() == null ? "" : ", " + all.get(0))
                    + ". Write one for each, with commas between, and - for none.");
        } else if (endpoints > 0 && tokens > 0 && tokens != endpoints) {
            problems.add("rollcall.token has " + tokens + " places for " + endpoints + " endpoint"
                    + (endpoints == 1 ? "" : "s") + "; "
                    + (tokens < endpoints
                            ? "the last " + (endpoints - tokens) + " get none."
                            : "the last " + (tokens - endpoints) + " are not used."));
        }
        if (endpoints > 0 && formats > 1 && formats != endpoints) {
            problems.add("rollcall.format has " + formats + " places for " + endpoints
                    + " endpoints; where one is missing it is " + Option.FORMAT.defaultText() + ".");
        }
    }
}
