package dev.rollcall.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbsenceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Absence absence = new Absence(0, 1_000_000);

    @Test
    void rounds_of_the_usual_length_are_none() {
        assertThat(absence.isOver(SECOND / 100, 1_000_010)).isFalse();
        assertThat(absence.isOver(5 * SECOND, 1_005_000)).isFalse();
    }

    @Test
    void a_gap_on_either_clock_is_one_and_is_told_once() {
        assertThat(absence.isOver(11 * SECOND, 1_000_010)).isTrue();
        assertThat(absence.isOver(11 * SECOND, 1_000_010)).isFalse();
        assertThat(absence.isOver(11 * SECOND, 1_020_010)).isTrue();
    }

    @Test
    void a_wall_clock_that_is_set_back_is_none() {
        assertThat(absence.isOver(SECOND, 10)).isFalse();
        assertThat(absence.isOver(2 * SECOND, 1_010)).isFalse();
    }
}
