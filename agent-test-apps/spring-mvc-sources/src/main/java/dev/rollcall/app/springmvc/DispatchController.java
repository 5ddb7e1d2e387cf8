package dev.rollcall.app.springmvc;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Forward and include. */
@Controller
public class DispatchController {
    @GetMapping("/dispatch/forward")
    public String forward() {
        return "forward:/hello";
    }

    @GetMapping("/dispatch/include")
    public void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        response.setContentType("text/plain");
        response.getOutputStream().print("before ");
        request.getRequestDispatcher("/dispatch/part").include(request, response);
        response.getOutputStream().print(" after");
    }

    @GetMapping("/dispatch/nested")
    public String nested() {
        return "forward:/dispatch/include";
    }

    @GetMapping("/dispatch/part")
    public void part(HttpServletResponse response) throws IOException {
        response.getOutputStream().print("part");
    }
}
