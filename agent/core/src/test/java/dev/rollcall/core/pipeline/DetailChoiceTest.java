package dev.rollcall.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DetailChoiceTest {
    private static final long SECOND = 1_000_000_000;

    private final Random random = new Random(7);

    @Test
    void all_and_none_mean_what_they_say() {
        DetailChoice all = DetailChoice.of("all");
        DetailChoice none = DetailChoice.of("None");
        for (int i = 0; i < 10; i++) {
            assertThat(all.isNextChosen(i)).isTrue();
            assertThat(none.isNextChosen(i)).isFalse();
        }
    }

    @Property
    void never_more_than_the_number_in_a_second(
            @ForAll @IntRange(min = 1, max = 100) int perSecond, @ForAll @IntRange(min = 0, max = 3000) int rate) {
        DetailChoice choice = DetailChoice.of("sampled:" + perSecond);
        for (int second = 0; second < 5; second++) {
            int chosen = chosen(choice, second, rate);
            assertThat(chosen).isLessThanOrEqualTo(perSecond);
            if (rate <= perSecond) {
                assertThat(chosen).as("what is below the number is told whole").isEqualTo(rate);
            }
        }
    }

    @Test
    void requests_late_in_a_second_have_the_chance_of_the_first_ones() {
        DetailChoice choice = new DetailChoice(100, random::nextDouble);
        int early = 0;
        int late = 0;
        for (int second = 0; second < 200; second++) {
            for (int i = 0; i < 1000; i++) {
                if (choice.isNextChosen(second * SECOND + i * (SECOND / 1000)) && second > 0) {
                    if (i < 500) {
                        early++;
                    } else {
                        late++;
                    }
                }
            }
        }
        assertThat(early).isBetween(8500, 11500);
        assertThat(late).isBetween(7500, 11500);
    }

    @Test
    void a_quiet_time_makes_no_debt_and_no_savings() {
        DetailChoice choice = new DetailChoice(10, random::nextDouble);
        assertThat(chosen(choice, 0, 1000)).isEqualTo(10);
        assertThat(chosen(choice, 100, 5)).isLessThanOrEqualTo(5);
        assertThat(chosen(choice, 101, 5)).isEqualTo(5);
        assertThat(chosen(choice, 102, 1000)).isEqualTo(10);
    }

    private static int chosen(DetailChoice choice, int second, int requests) {
        int chosen = 0;
        for (int i = 0; i < requests; i++) {
            chosen += choice.isNextChosen(second * SECOND + i * (SECOND / requests)) ? 1 : 0;
        }
        return chosen;
    }
}
