package dev.rollcall.backend.account;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Slows those down who guess passwords: after a few wrong ones in a row under a name, or from an address, the next has to wait. Names
 * and addresses come from strangers, so no more than a bounded number of them is remembered. Safe for use by many threads.
 */
final class LoginThrottle {
    /** How many may be wrong without having to wait. */
    static final int FREE = 5;

    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long LONGEST_WAIT_MILLIS = 300_000;
    private static final int MAX_REMEMBERED = 10_000;

    private record Wrong(int times, long untilMillis) {}

    private final Clock clock;
    private final Map<String, Wrong> wrong = new HashMap<>();

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** How many milliseconds they have to wait before the next try; 0 for none. */
    synchronized long waitMillis(String name, String address) {
        return Math.max(left("name " + name), left("address " + address));
    }

    private long left(String key) {
        Wrong known = wrong.get(key);
        return known == null ? 0 : Math.max(0, known.untilMillis - clock.millis());
    }

    synchronized void wasWrong(String name, String address) {
        if (wrong.size() >= MAX_REMEMBERED) {
            long now = clock.millis();
            wrong.values().removeIf(known -> known.untilMillis <= now);
            if (wrong.size() >= MAX_REMEMBERED) {
                wrong.clear();
            }
        }
        count("name " + name);
        count("address " + address);
    }

    private void count(String key) {
        Wrong known = wrong.get(key);
        int times = known == null ? 1 : known.times + 1;
        long wait =
                times <= FREE ? 0 : Math.min(FIRST_WAIT_MILLIS << Math.min(20, times - FREE - 1), LONGEST_WAIT_MILLIS);
        wrong.put(key, new Wrong(times, clock.millis() + wait));
    }

    synchronized void wasRight(String name, String address) {
        wrong.remove("name " + name);
        wrong.remove("address " + address);
    }
}
