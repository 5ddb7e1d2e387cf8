package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.store.TakenRanges.Known;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TakenRangesTest {
    @Property
    void knows_what_a_set_of_numbers_knows(@ForAll("batches") List<BatchId> batches) {
        TakenRanges ranges = new TakenRanges();
        BitSet numbers = new BitSet();
        for (BatchId batch : batches) {
            int from = (int) batch.first();
            int there = numbers.get(from, from + batch.count()).cardinality();
            Known expected = there == 0 ? Known.NOTHING : there == batch.count() ? Known.ALL : Known.PART;

            assertThat(ranges.known(batch)).isEqualTo(expected);

            ranges.add(batch);
            numbers.set(from, from + batch.count());
            assertThat(ranges.size()).isEqualTo(runs(numbers));
        }
    }

    private static int runs(BitSet numbers) {
        int runs = 0;
        for (int at = numbers.nextSetBit(0); at >= 0; at = numbers.nextSetBit(numbers.nextClearBit(at))) {
            runs++;
        }
        return runs;
    }

    @Provide
    Arbitrary<List<BatchId>> batches() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(1, 12))
                .as((first, count) -> new BatchId("i", first, count))
                .list()
                .ofMaxSize(40);
    }
}
