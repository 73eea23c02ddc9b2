package io.breakwater.operations.console;

/** What is around every page: head, header with the search, and footer. Stateless. */
final class Layout {

    private Layout() {}

    static String of(Page page, Console console) {
        Html html = new Html();
        String base = console.base();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", page.title() + " – Breakwater");
        html.open("link", "rel", "icon", "href", "data:,");
        html.open("link", "rel", "stylesheet", "href", base + "/console.css");
        html.empty("script", "src", base + "/console.js", "defer", "");
        html.close();
        html.open("body");
        html.element("a", "To the content", "class", "skip", "href", "#content");
        header(html, page, console);
        html.open("main", "id", "content", "tabindex", "-1");
        page.body(html);
        html.close();
        footer(html, console);
        return "<!doctype html>\n" + html.close().close();
    }

    private static void header(Html html, Page page, Console console) {
        String base = console.base();
        html.open("header", "class", "top").open("div", "class", "bar");
        html.element("a", "Breakwater", "class", "name", "href", base + "/");
        html.open("nav", "aria-label", "Pages");
        link(html, page, "Overview", base + "/");
        if (FleetPage.stateOf(console).isPresent()) {
            link(html, page, "Fleet", base + FleetPage.PATH);
        }
        link(html, page, "Search", base + "/search");
        link(html, page, "Settings", base + "/settings");
        html.close();
        if (!page.title().equals("Search")) {
            search(html, base, "", "quick");
        }
        page.live()
                .ifPresent(query -> html.element(
                        "button",
                        "Pause",
                        "type",
                        "button",
                        "id",
                        "pause",
                        "hidden",
                        "",
                        "data-live",
                        base + "/live?" + query));
        html.close();
        html.open("svg", "class", "wave", "viewBox", "0 0 120 6", "preserveAspectRatio", "none", "aria-hidden", "true");
        html.empty("path", "d", "M0 6V3q7.5-5 15 0t15 0 15 0 15 0 15 0 15 0 15 0 15 0v3z")
                .close();
        html.close();
    }

    private static void link(Html html, Page page, String text, String href) {
        if (page.title().equals(text)) {
            html.element("a", text, "href", href, "aria-current", "page");
        } else {
            html.element("a", text, "href", href);
        }
    }

    static void search(Html html, String base, String id, String name) {
        html.open("form", "role", "search", "class", name, "action", base + "/search", "method", "get");
        html.element("label", "Reference", "for", name, "class", name.equals("quick") ? "sr" : "label");
        html.open("span", "class", "field");
        html.open(
                "input",
                "id",
                name,
                "name",
                "id",
                "value",
                id,
                "placeholder",
                "Reference",
                "autocomplete",
                "off",
                "spellcheck",
                "false",
                "maxlength",
                "128");
        html.element("button", "Find", "type", "submit");
        html.close().close();
    }

    private static void footer(Html html, Console console) {
        html.open("footer").open("p");
        html.text("This process, as of ");
        html.element(
                "time",
                Words.dayAndTime(console.now()) + " UTC",
                "datetime",
                console.now().toString());
        html.text(
                FleetPage.stateOf(console).isPresent()
                        ? ". The fleet's page has the other replicas."
                        : ". Other replicas have their own.");
        html.close().close();
    }
}
