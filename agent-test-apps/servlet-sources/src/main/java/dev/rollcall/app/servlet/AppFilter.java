package dev.rollcall.app.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.security.Principal;

/** Does to a request what its headers ask for: refuse, throw, wrap, log in, name the customer. */
public final class AppFilter implements Filter {
    /** The password of everyone, for {@code X-Login-Container}. */
    public static final String PASSWORD = "open sesame";

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            chain.doFilter(request, response);
            return;
        }
        String customer = request.getHeader("X-Set-Customer");
        if (customer != null) {
            response.setHeader("X-Customer-ID", customer);
        }
        String attribute = request.getHeader("X-Set-Attribute");
        if (attribute != null) {
            request.setAttribute("rollcall.customer", attribute);
        }
        String refuse = request.getHeader("X-Refuse");
        if (refuse != null) {
            Answers.text(response, Integer.parseInt(refuse), "refused");
            return;
        }
        if (request.getHeader("X-Async-Filter") != null) {
            AsyncContext async = request.startAsync();
            Answers.elsewhere(() -> {
                Answers.text((HttpServletResponse) async.getResponse(), "async filter");
                async.complete();
            });
            return;
        }
        String containerUser = request.getHeader("X-Login-Container");
        if (containerUser != null) {
            request.login(containerUser, PASSWORD);
        }
        if (request.getHeader("X-Wrap") != null) {
            request = new HttpServletRequestWrapper(request);
            response = new HttpServletResponseWrapper(response);
        }
        String user = request.getHeader("X-Login");
        if (user != null) {
            request = new LoggedIn(request, user);
        }
        String fail = request.getHeader("X-Throw");
        if ("before".equals(fail)) {
            throw new IllegalStateException("thrown before the chain");
        }
        chain.doFilter(request, response);
        if ("after".equals(fail)) {
            throw new IllegalStateException("thrown after the chain");
        }
    }

    @Override
    public void destroy() {}

    /** A request of someone. */
    private static final class LoggedIn extends HttpServletRequestWrapper {
        private final String name;

        LoggedIn(HttpServletRequest request, String name) {
            super(request);
            this.name = name;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> name;
        }

        @Override
        public String getRemoteUser() {
            return name;
        }
    }
}
