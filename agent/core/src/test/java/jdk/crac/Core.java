package jdk.crac;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** As in a JDK with CRaC, for {@code CheckpointHookTest}; it makes no image, and holds resources weakly as the real one does. */
public final class Core {
    private static final Global GLOBAL = new Global();

    private Core() {}

    public static Context<Resource> getGlobalContext() {
        return GLOBAL;
    }

    private static final class Global extends Context<Resource> {
        private final List<WeakReference<Resource>> resources = new ArrayList<>();

        @Override
        public void register(Resource resource) {
            resources.add(new WeakReference<>(resource));
        }

        @Override
        public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
            for (WeakReference<Resource> resource : resources) {
                Resource registered = resource.get();
                if (registered != null) {
                    registered.beforeCheckpoint(this);
                }
            }
        }

        @Override
        public void afterRestore(Context<? extends Resource> context) throws Exception {
            for (WeakReference<Resource> resource : resources) {
                Resource registered = resource.get();
                if (registered != null) {
                    registered.afterRestore(this);
                }
            }
        }
    }
}
