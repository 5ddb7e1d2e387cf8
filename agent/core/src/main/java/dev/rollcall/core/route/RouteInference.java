package dev.rollcall.core.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
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
        byte[] utf8 = path.getBytes(UTF_8);
        return find(utf8, 0, utf8.length, mayAdd);
    }

    /**
     * The template of a path in UTF-8, bytes {@code from} to before {@code to}.
     *
     * @param mayAdd whether it may be made new; only for the one thread that makes templates
     */
    String find(byte[] path, int from, int to, boolean mayAdd) {
        if (from == to || path[from] != '/' || to - from > MAX_LENGTH || isDeep(path, from, to)) {
            return OTHER;
        }
        boolean maySplit = mayAdd && templates < maxTemplates;
        Place place = root;
        int start = from + 1;
        for (int depth = 0; start <= to; depth++) {
            int semicolon = -1;
            int end = start;
            for (; end < to && path[end] != '/'; end++) {
                if (path[end] == ';' && semicolon < 0) {
                    semicolon = end;
                }
            }
            int nameEnd = semicolon < 0 ? end : semicolon;
            if (nameEnd == start && end == to && depth > 0) {
                // A trailing slash is no place of its own.
                break;
            }
            Place next = place.child(path, start, nameEnd, maySplit);
            if (next == null) {
                return OTHER;
            }
            place = next;
            start = end + 1;
        }
        return ended(place, maySplit);
    }

    private static boolean isDeep(byte[] path, int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            if (path[i] == '/') {
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

    /** A segment of a template, with what may follow it. */
    private static final class Place {
        private final @Nullable Place parent;
        private final String name;
        private final byte[] utf8;
        /** Replaced when one is added, so that any thread may read it. At most {@value #MAX_NAMES}. */
        private volatile Place[] names = {};

        private volatile @Nullable Place id;
        private volatile boolean namesAreIds;

        /** Set once a path has ended here. */
        volatile @Nullable String template;

        Place() {
            this.parent = null;
            this.name = "";
            this.utf8 = new byte[0];
        }

        private Place(Place parent, String name) {
            this.parent = parent;
            this.name = name;
            this.utf8 = name.getBytes(UTF_8);
        }

        @Nullable
        Place child(byte[] path, int from, int to, boolean mayAdd) {
            if (!SegmentShape.isId(path, from, to)) {
                Place[] known = names;
                for (Place named : known) {
                    if (Arrays.equals(named.utf8, 0, named.utf8.length, path, from, to)) {
                        return named;
                    }
                }
                if (!namesAreIds) {
                    if (!mayAdd) {
                        return null;
                    }
                    if (known.length < MAX_NAMES) {
                        Place added = new Place(this, new String(path, from, to - from, UTF_8));
                        Place[] more = Arrays.copyOf(known, known.length + 1);
                        more[known.length] = added;
                        names = more;
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
