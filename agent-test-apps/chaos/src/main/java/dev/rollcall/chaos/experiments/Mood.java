package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.backend.Conduct;
import dev.rollcall.chaos.backend.Post;
import dev.rollcall.chaos.backend.Reply;
import dev.rollcall.chaos.backend.Told;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A backend's bad mood: how it treats deliveries until it has had its way, and that it has. After that everything is taken.
 * Confined by its own lock, since connections may come in parallel.
 */
abstract class Mood implements Conduct {
    private final String name;
    private int met;
    private int takenSince;

    Mood(String name) {
        this.name = name;
    }

    /** So many deliveries are answered like this. */
    static Mood times(String name, int times, Supplier<Reply> reply) {
        return new Mood(name) {
            private int left = times;

            @Override
            Reply treat(Post post) {
                return left-- > 0 ? reply.get() : Reply.taken();
            }
        };
    }

    /** 429, with a {@code Retry-After} of a second, as a number or as a date. */
    static Mood busy(boolean date) {
        return times(
                "429, Retry-After " + (date ? "a date" : "in seconds"),
                2,
                () -> Reply.refused(
                        429,
                        "Retry-After: "
                                + (date
                                        ? DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)
                                                .plusSeconds(2))
                                        : "1")));
    }

    /** 413 to every batch of more than half as many events as the first that can be halved. */
    static Mood small() {
        return new Mood("413 to large batches") {
            private int most;

            @Override
            Reply treat(Post post) {
                int events = post.events().size();
                if (most == 0 && events >= 4) {
                    most = events / 2 - 1;
                }
                return most > 0 && events > most && taken() < 2 ? Reply.refused(413) : Reply.taken();
            }
        };
    }

    /** 400 to every batch with an event of this customer's in it. It never gets better. */
    static Mood picky(String poison) {
        return new Mood("400 while one event is in the batch") {
            private boolean alone;

            @Override
            Reply treat(Post post) {
                if (!has(post, poison)) {
                    return Reply.taken();
                }
                alone |= post.events().size() == 1;
                return Reply.refused(400);
            }

            @Override
            boolean hadItsWay() {
                return alone;
            }
        };
    }

    /** 200, but this customer's events are rejected, and half of the first batch is to come again. */
    static Mood partial(String poison) {
        return new Mood("200 with partial success") {
            private final Set<Told> again = ConcurrentHashMap.newKeySet();
            private boolean rejected;

            @Override
            Reply treat(Post post) {
                List<Told> poisoned = post.events().stream()
                        .filter(event -> poison.equals(event.customer()))
                        .toList();
                rejected |= !poisoned.isEmpty();
                List<Told> retry = List.of();
                if (again.isEmpty() && post.events().size() >= 4) {
                    retry = post.events().subList(0, post.events().size() / 2).stream()
                            .filter(event -> !poison.equals(event.customer()))
                            .toList();
                    again.addAll(retry);
                }
                return poisoned.isEmpty() && retry.isEmpty() ? Reply.taken() : Reply.partly(poisoned, retry);
            }

            @Override
            boolean hadItsWay() {
                return rejected && !again.isEmpty();
            }
        };
    }

    private static boolean has(Post post, String customer) {
        return post.events().stream().anyMatch(event -> customer.equals(event.customer()));
    }

    @Override
    public final synchronized Reply to(Post post) {
        Reply reply = treat(post);
        if (reply.ending() == Reply.Ending.WHOLE && reply.status() == 202) {
            takenSince += met > 0 ? 1 : 0;
        } else {
            met++;
            takenSince = 0;
        }
        return reply;
    }

    /** What this delivery gets. */
    abstract Reply treat(Post post);

    /** Whether all it wanted to do has been done; asked after the first bad answer. */
    boolean hadItsWay() {
        return true;
    }

    /** Deliveries that went through since the last bad answer. */
    final synchronized int taken() {
        return takenSince;
    }

    /** Deliveries that got a bad answer. */
    final synchronized int met() {
        return met;
    }

    /** Whether it is over: it has had its way, and deliveries go through again. */
    final synchronized boolean isOver() {
        return met > 0 && takenSince > 0 && hadItsWay();
    }

    @Override
    public String toString() {
        return name;
    }
}
