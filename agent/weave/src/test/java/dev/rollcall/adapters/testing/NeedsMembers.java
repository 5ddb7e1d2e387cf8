package dev.rollcall.adapters.testing;

import dev.rollcall.core.exchange.Recorder;
import sample.app.Present;

/** Hooks that refer to classes of the "application", for the link check. */
public final class NeedsMembers {
    public NeedsMembers(Recorder recorder) {}

    public void inherited(Present present) {
        present.fromParent();
        present.fromInterface();
    }

    /** Reaches {@link Present#later()} only through a helper class of the adapter. */
    public void throughHelper(Present present) {
        new Helper().call(present);
    }

    static final class Helper {
        void call(Present present) {
            Runnable reference = present::later;
            reference.run();
        }
    }
}
