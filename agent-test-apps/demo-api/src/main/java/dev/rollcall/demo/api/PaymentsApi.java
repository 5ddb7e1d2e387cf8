package dev.rollcall.demo.api;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The API's {@code main}. Prints {@code READY http=<port>} when it listens, and stops when its standard input ends. */
@SpringBootApplication
public class PaymentsApi {
    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext context = SpringApplication.run(PaymentsApi.class, arguments)) {
            int port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();
            System.out.println("READY http=" + port);
            while (System.in.read() >= 0) {
                // Nobody writes; the end of the stream is what we wait for.
            }
        }
    }
}
