package dev.rollcall.core.exchange;

/**
 * How a framework adapter reaches the exchange of the servlet container that it runs in: it sets the request attribute
 * {@link #ATTRIBUTE} on the container's own request, beneath all wrappers of the application.
 *
 * <p>The container's adapter takes the value before the attribute is set and skips the setting, so that the application
 * never sees an attribute of ours. The value is one of
 *
 * <ul>
 *   <li>an {@link ApplicationView}, which is linked to the exchange ({@link Exchange#link});
 *   <li>a {@link String}, the name of the authenticated user ({@link Exchange#principal}).
 * </ul>
 *
 * <p>Only for requests of a container whose adapter takes it; elsewhere the attribute would stay in sight. Today that is
 * Tomcat: the innermost request is an {@code org.apache.catalina.connector.RequestFacade}.
 */
public final class HandOver {
    /** The reserved name of the request attribute. */
    public static final String ATTRIBUTE = "dev.rollcall.handover";

    private HandOver() {}
}
