package dev.rollcall.weave;

import org.jspecify.annotations.Nullable;

/** What classes are woven with, once there is one to weave. */
final class Loom {
    final LinkCheck linkCheck;
    final HookWeaver weaver;

    Loom(LinkCheck linkCheck, HookWeaver weaver) {
        this.linkCheck = linkCheck;
        this.weaver = weaver;
    }

    /** Makes the loom when the first class of a server is loaded: a program without a server never loads ASM for it. */
    interface Workshop {
        /**
         * The loom; the first call makes it. Null where nothing is to be woven in this process.
         *
         * @throws Exception when it cannot be made; the class that it was wanted for is then left as it is
         */
        @Nullable
        Loom loom() throws Exception;
    }
}
