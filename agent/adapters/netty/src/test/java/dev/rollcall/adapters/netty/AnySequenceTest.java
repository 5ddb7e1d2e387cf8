package dev.rollcall.adapters.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the client, the application and the network do, and in whatever order, against a model that is easy to read. */
class AnySequenceTest {
    /** What the model knows of a request. */
    private static final class Expected {
        final int number;
        boolean read;
        int status;
        long in;
        long out;
        boolean answered;
        boolean written;
        boolean failed;
        ChannelPromise write;

        Expected(int number) {
            this.number = number;
        }

        boolean ended() {
            return failed || (written && read);
        }
    }

    private final Line line = new Line();
    private final List<Expected> requests = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private boolean bodyOpen;
    private Expected answering;
    private boolean closed;

    @Property(tries = 2000)
    void every_request_is_told_exactly_once_with_its_own_answer(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 11) Integer> steps) {
        steps.forEach(this::step);
        if (!closed) {
            close();
        }

        told.addAll(line.told());
        assertThat(told).hasSize(requests.size());
        for (Expected request : requests) {
            Told one = told.stream()
                    .filter(t -> t.path().equals("/" + request.number))
                    .findFirst()
                    .orElseThrow();
            assertThat(one.customer()).isEqualTo("customer-" + request.number);
            assertThat(one.outcome()).isEqualTo(request.written ? "ok" : "aborted");
            assertThat(one.status()).isEqualTo(request.status);
            assertThat(one.out()).isEqualTo(request.out);
            assertThat(one.in()).isEqualTo(request.in);
        }
    }

    private void step(int step) {
        if (closed) {
            return;
        }
        switch (step) {
            case 0:
            case 1:
                request(step == 1);
                break;
            case 2:
                body(false);
                break;
            case 3:
                body(true);
                break;
            case 4:
                line.sent(Line.full(100, 0));
                break;
            case 5:
                line.sent(Line.begin(103));
                line.sent(LastHttpContent.EMPTY_LAST_CONTENT);
                break;
            case 6:
                beginAnswer();
                break;
            case 7:
                goOnAnswering();
                break;
            case 8:
                endAnswer();
                break;
            case 9:
                answerAtOnce();
                break;
            case 10:
                complete(true);
                break;
            default:
                complete(false);
                break;
        }
        toldMatchesWhatEnded();
    }

    private void request(boolean withBody) {
        if (bodyOpen) {
            // A decoder ends one request before it begins the next.
            body(true);
        }
        Expected request = new Expected(requests.size());
        requests.add(request);
        Object head = Line.head("POST", "/" + request.number, "X-Customer-ID", "customer-" + request.number);
        if (withBody) {
            bodyOpen = true;
            line.decoded(head);
        } else {
            request.read = true;
            line.decoded(head, LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private void body(boolean ends) {
        if (!bodyOpen) {
            return;
        }
        Expected request = requests.get(requests.size() - 1);
        // After its end an exchange takes nothing in.
        if (!request.ended()) {
            request.in += 10;
        }
        line.decoded(ends ? Line.last(10) : Line.content(10));
        if (ends) {
            bodyOpen = false;
            request.read = true;
        }
    }

    private Expected firstUnanswered() {
        return requests.stream()
                .filter(request -> !request.answered)
                .findFirst()
                .orElse(null);
    }

    private void beginAnswer() {
        Expected next = firstUnanswered();
        if (answering == null && next != null) {
            answering = next;
            next.status = 200 + next.number % 100;
            line.sent(Line.begin(next.status));
        }
    }

    private void goOnAnswering() {
        if (answering != null) {
            answering.out += 3;
            line.sent(Line.content(3));
        }
    }

    private void endAnswer() {
        if (answering != null) {
            answering.out += 4;
            answering.answered = true;
            answering.write = line.write(Line.last(4));
            answering = null;
        }
    }

    private void answerAtOnce() {
        Expected next = firstUnanswered();
        if (answering == null) {
            ChannelPromise write = line.write(Line.full(next == null ? 408 : 404, 5));
            if (next != null) {
                next.status = 404;
                next.out = 5;
                next.answered = true;
                next.write = write;
            }
        }
    }

    private void complete(boolean success) {
        requests.stream()
                .filter(request -> request.write != null && !request.write.isDone())
                .findFirst()
                .ifPresent(request -> {
                    if (success) {
                        request.written = true;
                        request.write.setSuccess();
                    } else {
                        request.failed = true;
                        request.write.setFailure(new IOException("broken pipe"));
                    }
                });
    }

    private void toldMatchesWhatEnded() {
        told.addAll(line.told());
        assertThat(told).hasSize((int) requests.stream().filter(Expected::ended).count());
    }

    private void close() {
        closed = true;
        line.channel.close();
    }
}
