package dev.rollcall.overhead.report;

/** What is measured of each life of a server. */
public enum Metric {
    CPU("CPU per 100,000 requests", "s", 2, Group.REQUEST),
    CPU_COMPILERS("of that by the JVM's compilers", "s", 2, Group.REQUEST),
    CPU_ELSEWHERE("of that by the agent's own threads", "s", 3, Group.REQUEST),
    THROUGHPUT("requests per second, saturated", "", 0, Group.REQUEST),
    ALLOCATED("allocated per request", "bytes", 0, Group.REQUEST),
    ALLOCATED_ELSEWHERE("of that by the agent's own threads", "bytes", 0, Group.REQUEST),
    P50("p50", "µs", 0, Group.LATENCY),
    P99("p99", "µs", 0, Group.LATENCY),
    P999("p99.9", "µs", 0, Group.LATENCY),
    START_WALL("start to first 200", "s", 2, Group.PROCESS),
    START_CPU("CPU of that", "s", 2, Group.PROCESS),
    RSS("resident", "MB", 0, Group.PROCESS),
    HEAP("heap after a collection", "MB", 1, Group.PROCESS),
    CLASSES("classes", "", 0, Group.PROCESS),
    THREADS("threads", "", 0, Group.PROCESS),
    JAR("jar", "MB", 1, Group.PROCESS),
    REPORTED("requests reported, of 100", "", 2, Group.PROCESS);

    /** Metrics that stand in one table. */
    public enum Group {
        REQUEST("What a request costs"),
        LATENCY("How long a request takes"),
        PROCESS("What the process costs");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final String title;
    private final String unit;
    private final int decimals;
    private final Group group;

    Metric(String title, String unit, int decimals, Group group) {
        this.title = title;
        this.unit = unit;
        this.decimals = decimals;
        this.group = group;
    }

    /** What it is, with its unit. */
    public String title() {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    /** How many digits make sense after the point. */
    public int decimals() {
        return decimals;
    }

    public Group group() {
        return group;
    }

    /** Its name in JSON: in lower case, words joined by underscores. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
