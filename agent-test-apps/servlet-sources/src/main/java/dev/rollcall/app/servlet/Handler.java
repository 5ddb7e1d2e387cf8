package dev.rollcall.app.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers one kind of request. */
interface Handler {
    void handle(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
}
