package io.breakwater.page;

/** The page as it comes with Breakwater, or with the user's template in place of ours. Thread-safe. */
final class StandardPage implements Page {

    private final HtmlPage html;
    private final ProblemJson json;
    private final PlainText text;

    StandardPage(HtmlPage html, Wording wording, boolean details) {
        this.html = html;
        this.json = new ProblemJson(wording, details);
        this.text = new PlainText(wording, details);
    }

    @Override
    public Rendered render(PageModel model, PageFormat format) {
        return switch (format) {
            case HTML -> html.render(model);
            case JSON -> json.render(model);
            case TEXT -> text.render(model);
            case NONE -> throw new IllegalArgumentException("there is no page in this format: " + format);
        };
    }
}
