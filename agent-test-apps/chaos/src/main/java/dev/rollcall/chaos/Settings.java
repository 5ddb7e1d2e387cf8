package dev.rollcall.chaos;

import java.time.Duration;

/**
 * How much of it.
 *
 * @param kills how often a loaded server is killed, for each kind of load
 * @param leastAnswers at least so many requests are answered before a server is killed,
 * @param mostAnswers and at most so many
 * @param outage how long the backend is gone
 * @param calm how long is measured before the outage, and how long a server is loaded before it is measured
 * @param saturation how long each saturated run is measured
 * @param diskRequests how many requests a broken disk is given
 * @param perSecond requests a second where the load is moderate
 * @param connections of the client
 * @param journalBytes the bound of the journal where it is to be reached
 * @param compilers options for the server's compilers: the best there are where something is measured
 * @param patience how long no new event may come before what is missing is taken for lost
 */
public record Settings(
        int kills,
        int leastAnswers,
        int mostAnswers,
        Duration outage,
        Duration calm,
        Duration saturation,
        int diskRequests,
        int perSecond,
        int connections,
        String journalBytes,
        String compilers,
        Duration patience) {

    /** As the figures in the documentation were made. */
    public static Settings full() {
        return new Settings(
                50,
                1,
                3000,
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                60_000,
                500,
                4,
                "32MB",
                "-XX:TieredStopAtLevel=4",
                Duration.ofSeconds(30));
    }

    /** As {@code mvn verify} does it: everything happens, but briefly. */
    public static Settings brief() {
        return new Settings(
                3,
                800,
                1200,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                6_000,
                400,
                2,
                "1MB",
                "-XX:TieredStopAtLevel=1",
                Duration.ofSeconds(30));
    }
}
