package io.breakwater.contract;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.Reader;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The methods of what an app is given that the guard leaves to the container, or to the JDK, each for a reason. */
final class UnguardedMethods {

    private static final String SAYS = "says what the container knows of the request, and changes nothing";
    private static final String SAYS_OF_RESPONSE = "says what the container has of the response, and changes nothing";
    private static final String BY_WRITE = "writes by the methods that are the guard's";
    private static final String BY_READ = "reads by the methods that are the guard's";
    private static final String SESSION = "is about the session or the user, which outlive an attempt";
    private static final String PLAIN = "makes something of its argument, and touches no answer";

    private static final Map<String, String> REASONS = new HashMap<>();

    static {
        because(
                SAYS,
                HttpServletRequest.class,
                "getAttributeNames",
                "getAuthType",
                "getContentLength",
                "getContentLengthLong",
                "getContentType",
                "getContextPath",
                "getCookies",
                "getDateHeader",
                "getHttpServletMapping",
                "getIntHeader",
                "getLocalAddr",
                "getLocalName",
                "getLocalPort",
                "getLocale",
                "getLocales",
                "getMethod",
                "getPathInfo",
                "getPathTranslated",
                "getProtocol",
                "getProtocolRequestId",
                "getQueryString",
                "getRemoteAddr",
                "getRemoteHost",
                "getRemotePort",
                "getRemoteUser",
                "getRequestId",
                "getRequestURI",
                "getRequestURL",
                "getRequestedSessionId",
                "getScheme",
                "getServerName",
                "getServerPort",
                "getServletConnection",
                "getServletContext",
                "getServletPath",
                "getTrailerFields",
                "getUserPrincipal",
                "isAsyncSupported",
                "isRequestedSessionIdFromCookie",
                "isRequestedSessionIdFromURL",
                "isRequestedSessionIdValid",
                "isSecure",
                "isTrailerFieldsReady",
                "isUserInRole");
        because(SESSION, HttpServletRequest.class, "getSession", "changeSessionId", "login", "logout");
        because(
                "gives a builder of the container's for a stream of its own, which no container of today pushes",
                HttpServletRequest.class,
                "newPushBuilder");
        because(
                SAYS_OF_RESPONSE,
                HttpServletResponse.class,
                "containsHeader",
                "getBufferSize",
                "getCharacterEncoding",
                "getContentType",
                "getHeader",
                "getHeaderNames",
                "getHeaders",
                "getLocale",
                "getTrailerFields");
        because(PLAIN, HttpServletResponse.class, "encodeURL", "encodeRedirectURL");
        because(
                BY_READ,
                ServletInputStream.class,
                "readLine",
                "readAllBytes",
                "readNBytes",
                "skip",
                "skipNBytes",
                "transferTo",
                "read(byte[])");
        because(
                "is the JDK's, and says that nothing can be marked",
                ServletInputStream.class,
                "mark",
                "reset",
                "markSupported");
        because(
                BY_WRITE,
                ServletOutputStream.class,
                "print(boolean)",
                "print(char)",
                "print(int)",
                "print(long)",
                "print(float)",
                "print(double)",
                "println",
                "write(byte[])");
        because(
                "is that of the JDK's print writer, whose every way leads to the guard's writer",
                PrintWriter.class,
                "append",
                "flush",
                "format",
                "print",
                "printf",
                "println(boolean)",
                "println(char)",
                "println(int)",
                "println(long)",
                "println(float)",
                "println(double)",
                "println(char[])",
                "println(String)",
                "println(Object)",
                "write(int)",
                "write(char[])",
                "write(char[], int, int)",
                "write(String, int, int)");
        because(
                "is that of the JDK's buffered reader, whose every way leads to the guard's reader",
                Reader.class,
                "close",
                "mark",
                "markSupported",
                "read",
                "ready",
                "reset",
                "skip",
                "transferTo");
    }

    private UnguardedMethods() {}

    /** Methods by their name, or one of them by name and parameters. */
    private static void because(String reason, Class<?> type, String... methods) {
        for (String method : methods) {
            REASONS.put(type.getSimpleName() + "." + method, reason);
        }
    }

    /** Whether there is a reason for it. */
    static boolean areKnown(Class<?> type, Method method) {
        return REASONS.containsKey(type.getSimpleName() + "." + method.getName())
                || REASONS.containsKey(type.getSimpleName() + "." + signature(method));
    }

    /** Its name and parameters, by their simple names. */
    static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
