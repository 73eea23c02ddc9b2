package io.breakwater.internal.config;

import java.util.List;

/** Writes the catalogue of settings for people: as a page of the documentation, and as a commented properties file. */
public final class SettingsReference {

    private static final String ROUTE = "<name>";

    private SettingsReference() {}

    /** Returns {@code docs/settings.md}. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(
                """
                # Settings

                Every setting there is, from the catalogue that binds them. The jar prints them as a commented properties file, and checks
                files, with all that they name: `classpath:` is looked for beside each file, and where `--classpath` says.

                ```
                java -jar breakwater-filter-0.1.0-SNAPSHOT.jar settings
                java -jar breakwater-filter-0.1.0-SNAPSHOT.jar check my.properties
                java -jar breakwater-filter-0.1.0-SNAPSHOT.jar check my.properties --classpath shop.war
                java -jar breakwater-filter-0.1.0-SNAPSHOT.jar check application.properties application-prod.properties
                ```

                Of several files the last one to give a value wins. `check` reads these files, the templates, the logo and the words, and
                nothing else: no environment variables, no system properties, no yaml. In a file that is named `application*.properties`
                other programs' keys are passed over, and so are the starter's own (`breakwater.spring.…`); what only Spring understands,
                `${…}` and camel case, is a problem there, though the start takes it. Problems end it with 1; a line `WARN` does not, and
                is what the start logs as a WARN.

                `everywhere`: for all routes as `breakwater.<key>`, and for one as `breakwater.routes.<name>.<key>`. `route`: for a route
                only. `global`: once for all routes. `outside`: once, and not in the file that it names.

                | Key | Default | Meaning |
                |---|---|---|
                """);
        for (Setting<?> setting : SettingsLoader.catalogue()) {
            page.append(overview(setting)).append('\n');
        }
        page.append('\n');
        for (Setting<?> setting : SettingsLoader.catalogue()) {
            page.append("## `").append(setting.key()).append("`\n\n");
            page.append(setting.meaning()).append("\n\n");
            page.append("| | |\n|---|---|\n");
            row(page, "Where", where(setting));
            row(page, "Type", setting.type());
            row(
                    page,
                    "Default",
                    setting.defaultText().map(text -> "`" + text + "`").orElse("none, must be given"));
            row(page, "Allowed", setting.allowed());
            row(page, "Why this default", setting.why());
            page.append('\n');
        }
        return page.substring(0, page.length() - 1);
    }

    /** A setting's row in a table of several: its whole key, its default, what it is for. */
    static String overview(Setting<?> setting) {
        boolean route = setting.scope() == Setting.Scope.ROUTE_ONLY;
        return "| `%s` | %s | %s |"
                .formatted(
                        route
                                ? RawEntry.ROUTES.substring(RawEntry.PREFIX.length()) + ROUTE + "." + setting.key()
                                : setting.key(),
                        setting.defaultText().map(text -> "`" + text + "`").orElse("–"),
                        setting.meaning());
    }

    private static void row(StringBuilder page, String name, String value) {
        String cell = value.replace("|", "\\|").replace("<", "&lt;");
        page.append("| ").append(name).append(" | ").append(cell).append(" |\n");
    }

    private static String where(Setting<?> setting) {
        return switch (setting.scope()) {
            case EVERYWHERE -> "everywhere";
            case ROUTE_ONLY -> "route";
            case GLOBAL_ONLY -> "global";
            case OUTSIDE_FILE -> "outside";
        };
    }

    /** Returns a {@code breakwater.properties} in which everything is commented out. */
    public static String properties() {
        StringBuilder file =
                new StringBuilder("# Breakwater's settings with their defaults. Uncomment what you want to change.\n");
        for (Setting<?> setting : SettingsLoader.catalogue()) {
            file.append("\n# ").append(setting.meaning()).append('\n');
            file.append("# Allowed: ").append(setting.allowed()).append('\n');
            file.append("# Why this default: ").append(setting.why()).append('\n');
            if (setting.scope() == Setting.Scope.OUTSIDE_FILE) {
                file.append("# (not in this file)\n");
            }
            file.append('#').append(line(setting)).append('\n');
        }
        return file.toString();
    }

    private static String line(Setting<?> setting) {
        boolean route = setting.scope() == Setting.Scope.ROUTE_ONLY;
        String value = setting.defaultText().orElse("");
        return (route ? RawEntry.ROUTES + ROUTE + "." : RawEntry.PREFIX) + setting.key() + "=" + value;
    }

    /** Returns the effective settings as a table with a heading for each route. */
    static String table(List<EffectiveSetting> values) {
        int width =
                values.stream().mapToInt(value -> value.key().length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        String route = "";
        for (EffectiveSetting value : values) {
            if (!value.route().equals(route)) {
                route = value.route();
                table.append(table.isEmpty() ? "" : "\n")
                        .append("route ")
                        .append(route)
                        .append('\n');
            }
            table.append("  ")
                    .append(value.key())
                    .append(" ".repeat(width - value.key().length() + 2));
            table.append(value.value());
            value.origin()
                    .ifPresent(origin -> table.append("  [").append(origin).append(']'));
            table.append('\n');
        }
        return table.toString();
    }
}
