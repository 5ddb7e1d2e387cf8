package dev.rollcall.backend.account;

import dev.rollcall.backend.http.User;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The people who may sign in. */
final class Users {
    static final int MIN_PASSWORD = 8;
    static final int MAX_PASSWORD = 200;

    /** A slow hash takes a processor for a third of a second: strangers who guess must not take all of them. */
    private static final int HASHES_AT_A_TIME = 2;

    /**
     * One of them.
     *
     * @param createdMillis milliseconds since 1970
     */
    record Entry(String name, boolean admin, long createdMillis) {}

    private record Kept(String name, String hash, boolean admin, long createdMillis) {}

    private final AccountFile file;
    private final Clock clock;
    private final Semaphore hashing = new Semaphore(HASHES_AT_A_TIME, true);
    /** Everybody who is in the file: every request asks. Changed behind the file alone: what could not be written is not so. */
    private final Map<String, Kept> byName = new ConcurrentHashMap<>();

    /** Held by whoever changes both. */
    private final Object changes = new Object();

    Users(AccountFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        for (Kept kept : file.rows(
                row -> new Kept(row.getString(1), row.getString(2), row.getBoolean(3), row.getLong(4)),
                "SELECT name, password_hash, admin, created FROM account")) {
            byName.put(kept.name, kept);
        }
    }

    /** Whether there is nobody yet. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Everybody, by name. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        for (Kept kept : new TreeMap<>(byName).values()) {
            all.add(new Entry(kept.name, kept.admin, kept.createdMillis));
        }
        return all;
    }

    /** Somebody by name, or null. */
    @Nullable
    User find(String name) {
        Kept kept = byName.get(name);
        return kept == null ? null : new User(name, kept.admin);
    }

    /** Adds somebody; false when the name is taken. */
    boolean add(String name, String password, boolean admin) {
        Kept kept = new Kept(name, Secrets.passwordHash(password), admin, clock.millis());
        synchronized (changes) {
            if (byName.containsKey(name)) {
                return false;
            }
            file.change("INSERT INTO account VALUES (?, ?, ?, ?)", name, kept.hash, admin, kept.createdMillis);
            byName.put(name, kept);
            return true;
        }
    }

    /** Gives somebody another password; false when there is nobody of that name. */
    boolean setPassword(String name, String password) {
        String hash = Secrets.passwordHash(password);
        synchronized (changes) {
            Kept kept = byName.get(name);
            if (kept == null) {
                return false;
            }
            file.change("UPDATE account SET password_hash = ? WHERE name = ?", hash, name);
            byName.put(name, new Kept(name, hash, kept.admin, kept.createdMillis));
            return true;
        }
    }

    /** Takes somebody out with all that is kept for that name, which another may get later; false when there is nobody. */
    boolean remove(String name) {
        synchronized (changes) {
            file.change("DELETE FROM favourite WHERE account = ?", name);
            file.change("DELETE FROM widget WHERE account = ?", name);
            boolean removed = file.change("DELETE FROM account WHERE name = ?", name) > 0;
            byName.remove(name);
            return removed;
        }
    }

    /**
     * Who has this name and password; null when nobody has.
     *
     * @throws InterruptedException while waiting for a processor to be free for it
     */
    @Nullable
    User verify(String name, String password) throws InterruptedException {
        Kept kept = byName.get(name);
        hashing.acquire();
        try {
            boolean right = Secrets.isPassword(password, kept == null ? Secrets.NOBODYS_HASH : kept.hash);
            return right && kept != null ? new User(name, kept.admin) : null;
        } finally {
            hashing.release();
        }
    }
}
