package io.breakwater.servers.platform;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;

/** Says what parts have come. */
@WebServlet("/parts")
@MultipartConfig
public class PartsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        for (Part part : request.getParts()) {
            response.getWriter()
                    .print(part.getName() + " " + part.getSubmittedFileName() + " " + part.getSize() + "\n");
        }
        response.getWriter().print(request.getParameter("title"));
    }
}
