package dev.rollcall.core.exchange;

/** Where a request is counted whose record found the ring full. Called on request threads. */
public interface Overflow {
    /**
     * Counts a request; takes no lock, waits for nobody, touches no disk and does not throw.
     *
     * @param record is read, and not kept: it is used again
     * @return whether the request was counted, be it as one that is not to be reported; when not, it is lost
     */
    boolean add(Record record);
}
