package dev.rollcall.backend.http;

import dev.rollcall.backend.query.BadWindow;
import dev.rollcall.backend.query.Questions;
import dev.rollcall.backend.query.Reader;
import dev.rollcall.backend.query.Scope;
import dev.rollcall.backend.query.TimeWindow;
import dev.rollcall.backend.query.TooBusy;
import dev.rollcall.backend.query.Windows;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Puts the questions of calls: reads what all of them have in their query, and says in words of HTTP what went wrong. */
final class Asker {
    private static final String USUAL_WINDOW = "30d";

    private final Questions questions;
    private final Clock clock;

    Asker(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** What a question is asked with; today is a day in UTC. */
    record Asked(Reader reader, TimeWindow window, Scope scope, LocalDate today) {}

    /** A question of a window and a scope. */
    interface Question<T> {
        T ask(Asked asked) throws SQLException;
    }

    /** Asks with the window and the scope of the call's query. */
    <T> T ask(Call call, Question<T> question) throws BadRequest, SQLException {
        return ask(call, scope(call), question);
    }

    /** Asks with the window of the call's query. */
    <T> T ask(Call call, Scope scope, Question<T> question) throws BadRequest, SQLException {
        String from = text(call, "from");
        String to = text(call, "to");
        String name = text(call, "window");
        String window = name != null ? name : from != null || to != null ? "custom" : USUAL_WINDOW;
        return ask(reader -> question.ask(new Asked(
                reader, Windows.of(reader, scope.anyCustomer(), window, from, to, clock.instant()), scope, today())));
    }

    /** An answer, and the window that it is about. */
    record In<T>(TimeWindow window, T answer) {}

    /** As {@link #ask(Call, Scope, Question)}, with the window. */
    <T> In<T> askIn(Call call, Scope scope, Question<T> question) throws BadRequest, SQLException {
        return ask(call, scope, asked -> new In<>(asked.window(), question.ask(asked)));
    }

    /** Asks something that has neither. */
    <T> T ask(Questions.Question<T> question) throws BadRequest, SQLException {
        try {
            return questions.ask(question);
        } catch (BadWindow bad) {
            throw BadRequest.value(String.valueOf(bad.getMessage()));
        } catch (TooBusy busy) {
            throw new BadRequest(503, busy.isPassing() ? "busy" : "too_long", String.valueOf(busy.getMessage()));
        }
    }

    Clock clock() {
        return clock;
    }

    /** The day in UTC. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Whose requests a call is about: its parameters {@code api}, and {@code customer} or {@code unidentified=true}. */
    static Scope scope(Call call) throws BadRequest {
        String customer = text(call, "customer");
        boolean unidentified = flag(call, "unidentified");
        if (customer != null && unidentified) {
            throw BadRequest.value("customer and unidentified=true exclude each other.");
        }
        return new Scope(text(call, "api"), customer, unidentified);
    }

    /** A query parameter; null when it is absent or empty. */
    static @Nullable String text(Call call, String name) {
        String text = call.query(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** A query parameter that is true or false, or absent for false. */
    static boolean flag(Call call, String name) throws BadRequest {
        String text = text(call, name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw BadRequest.value(name + " is neither true nor false.");
    }

    /** Whether the largest comes first: the parameter {@code order}. */
    static boolean isDescending(Call call, boolean otherwise) throws BadRequest {
        String order = text(call, "order");
        if (order == null) {
            return otherwise;
        }
        return switch (order) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw BadRequest.value("order is neither asc nor desc.");
        };
    }
}
