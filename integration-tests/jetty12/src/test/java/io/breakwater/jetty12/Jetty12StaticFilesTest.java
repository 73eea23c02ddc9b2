package io.breakwater.jetty12;

import io.breakwater.contract.StaticFilesContract;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;

/** What is served of files by Jetty 12.0's own servlet. */
final class Jetty12StaticFilesTest extends StaticFilesContract {
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
