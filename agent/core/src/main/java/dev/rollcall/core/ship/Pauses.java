package dev.rollcall.core.ship;

/**
 * How a shipper's thread waits: between attempts, and while the process stands still for an image of it. Other threads end
 * the waiting.
 */
class Pauses {
    /** While the process is ending there is no time to be polite. */
    static final long LONGEST_HURRIED_MILLIS = 200;

    private boolean hurried;
    private boolean suspended;
    private boolean standing;
    private boolean ended;

    /** Waits, unless it is interrupted or there is no time for it any more. */
    synchronized void pause(long millis) throws InterruptedException {
        boolean wasHurried = hurried;
        long allowed = hurried ? Math.min(millis, LONGEST_HURRIED_MILLIS) : millis;
        long end = System.nanoTime() + allowed * 1_000_000;
        for (long left = allowed; left > 0; left = (end - System.nanoTime() + 999_999) / 1_000_000) {
            if (ended || suspended || hurried != wasHurried) {
                return;
            }
            wait(left);
        }
    }

    /** Ends a pause; from now on none is long. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /** Ends a pause, and all that follow. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** The thread is to {@link #stand} still. */
    synchronized void suspend() {
        suspended = true;
        notifyAll();
    }

    synchronized void resume() {
        suspended = false;
        notifyAll();
    }

    /** Whether what the thread does is to be broken off: it is to stand still, or to end. */
    synchronized boolean isBrokenOff() {
        return suspended || ended;
    }

    /** Waits until the thread stands still, or ended. */
    synchronized boolean awaitStanding(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && !standing && !ended; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return standing || ended;
    }

    /** Called by the thread: waits as long as it is to stand still. */
    synchronized void stand() throws InterruptedException {
        try {
            while (suspended && !ended) {
                standing = true;
                notifyAll();
                wait();
            }
        } finally {
            standing = false;
        }
    }
}
