package dev.rollcall.overhead.report;

import java.util.ArrayList;
import java.util.List;

/** The values of one metric, one from each round. */
public final class Series {
    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    /** In the order of the rounds. */
    public List<Double> values() {
        return List.copyOf(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The value in the middle; of an even number, the mean of the two there. */
    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double least() {
        return sorted()[0];
    }

    public double most() {
        return sorted()[values.size() - 1];
    }

    private double[] sorted() {
        if (values.isEmpty()) {
            throw new IllegalStateException("no value");
        }
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
