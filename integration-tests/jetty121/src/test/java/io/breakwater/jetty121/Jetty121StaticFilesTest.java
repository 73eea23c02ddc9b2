package io.breakwater.jetty121;

import io.breakwater.contract.StaticFilesContract;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.DefaultServlet;

/** What is served of files by Jetty 12.1's own servlet. */
final class Jetty121StaticFilesTest extends StaticFilesContract {
    @Override
    protected Servlet fileServlet(Path files) {
        return new DefaultServlet() {
            @Override
            public String getInitParameter(String name) {
                return name.equals("baseResource") ? files.toUri().toString() : super.getInitParameter(name);
            }
        };
    }
}
