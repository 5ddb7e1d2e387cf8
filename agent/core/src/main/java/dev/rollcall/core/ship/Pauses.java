package dev.rollcall.core.ship;

/** How a shipper's thread waits between attempts; other threads can end the waiting. */
class Pauses {
    /** While the process is ending there is no time to be polite. */
    static final long LONGEST_HURRIED_MILLIS = 200;

    private boolean hurried;
    private boolean ended;
    private boolean suspended;
    private boolean stands;

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

    synchronized boolean isHurried() {
        return hurried;
    }

    /** Ends a pause, and has the thread stand still when it comes to {@link #standWhileSuspended}. */
    synchronized void suspend() {
        suspended = true;
        notifyAll();
    }

    /**
     * Waits until the thread stands still.
     *
     * @return whether it does
     */
    synchronized boolean awaitStanding(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && !stands; left = (end - System.nanoTime() + 999_999) / 1_000_000) {
            wait(left);
        }
        return stands;
    }

    synchronized boolean isSuspended() {
        return suspended && !ended;
    }

    /** Stands still for as long as it is suspended. */
    synchronized void standWhileSuspended() throws InterruptedException {
        stands = true;
        notifyAll();
        try {
            while (isSuspended()) {
                wait();
            }
        } finally {
            stands = false;
        }
    }

    synchronized void resume() {
        suspended = false;
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
}
