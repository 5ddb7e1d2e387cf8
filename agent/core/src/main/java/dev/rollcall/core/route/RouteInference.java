package dev.rollcall.core.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Guesses route templates from paths: {@code /users/7} is {@code /users/{id}}.
 *
 * <p>A segment is taken for an id when it looks like one ({@link SegmentShape}), or when more than
 * {@value #MAX_NAMES} different names have stood in its place: those are user names or titles. The number of templates is
 * bounded; every path beyond is {@value #OTHER}. One thread makes templates; any thread may ask for those that are known.
 */
public final class RouteInference {
    /** The template of paths that get none of their own. */
    public static final String OTHER = "/**";

    private static final String ID = "{id}";
    private static final int MAX_NAMES = 64;
    private static final int MAX_DEPTH = 12;
    private static final int MAX_LENGTH = 1024;

    private final int maxTemplates;
    private final Place root = new Place();
    private int templates;

    /** Makes at most the given number of different templates. */
    public RouteInference(int maxTemplates) {
        this.maxTemplates = maxTemplates;
    }

    /** The template of a path, made new when need be; {@value #OTHER} when it may not be. */
    public String template(String path) {
        return find(path, true);
    }

    /** The template of a path that was seen before; {@value #OTHER} when it was not. Any thread may ask. */
    public String known(String path) {
        return find(path, false);
    }

    private String find(String path, boolean mayAdd) {
        if (path.isEmpty() || path.charAt(0) != '/' || path.length() > MAX_LENGTH || isDeep(path)) {
            return OTHER;
        }
        boolean maySplit = mayAdd && templates < maxTemplates;
        Place place = root;
        int from = 1;
        for (int depth = 0; from <= path.length(); depth++) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            String segment = withoutParameters(path, from, end);
            from = end + 1;
            if (segment.isEmpty() && end == path.length() && depth > 0) {
                // A trailing slash is no place of its own.
                break;
            }
            Place next = place.child(segment, maySplit);
            if (next == null) {
                return OTHER;
            }
            place = next;
        }
        return ended(place, maySplit);
    }

    private static boolean isDeep(String path) {
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                depth++;
            }
        }
        return depth > MAX_DEPTH;
    }

    private String ended(Place place, boolean maySplit) {
        String template = place.template;
        if (template == null) {
            if (!maySplit) {
                return OTHER;
            }
            templates++;
            template = place.path();
            place.template = template;
        }
        return template;
    }

    private static String withoutParameters(String path, int from, int end) {
        int semicolon = path.indexOf(';', from);
        return path.substring(from, semicolon < 0 || semicolon > end ? end : semicolon);
    }

    /** A segment of a template, with what may follow it. */
    private static final class Place {
        private final @Nullable Place parent;
        private final String name;
        private final Map<String, Place> names = new ConcurrentHashMap<>();
        private volatile @Nullable Place id;
        private volatile boolean namesAreIds;

        /** Set once a path has ended here. */
        volatile @Nullable String template;

        Place() {
            this.parent = null;
            this.name = "";
        }

        private Place(Place parent, String name) {
            this.parent = parent;
            this.name = name;
        }

        @Nullable
        Place child(String segment, boolean mayAdd) {
            if (!SegmentShape.isId(segment)) {
                Place named = names.get(segment);
                if (named != null) {
                    return named;
                }
                if (!namesAreIds) {
                    if (!mayAdd) {
                        return null;
                    }
                    if (names.size() < MAX_NAMES) {
                        Place added = new Place(this, segment);
                        names.put(segment, added);
                        return added;
                    }
                    namesAreIds = true;
                }
            }
            if (id == null && mayAdd) {
                id = new Place(this, ID);
            }
            return id;
        }

        String path() {
            return parent == null ? "" : parent.path() + '/' + name;
        }
    }
}
