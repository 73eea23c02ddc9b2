package io.breakwater;

import io.breakwater.config.EffectiveValue;
import io.breakwater.config.Problem;
import io.breakwater.config.SettingsException;
import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.config.EffectiveSetting;
import io.breakwater.internal.config.InjectSettings;
import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.config.MaintenanceSettings;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;
import io.breakwater.internal.exchange.Downstreams;
import io.breakwater.internal.exchange.GuardedRoute;
import io.breakwater.internal.inject.InjectionBoard;
import io.breakwater.internal.inject.RouteInjection;
import io.breakwater.internal.maintenance.MaintenanceBoard;
import io.breakwater.internal.maintenance.RouteMaintenance;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.internal.page.ErrorPages;
import io.breakwater.internal.page.PageCheck;
import io.breakwater.internal.policy.ContainerThreads;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.stale.StaleAnswers;
import io.breakwater.internal.stale.StaleCache;
import io.breakwater.page.Page;
import io.breakwater.page.TemplateException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes routes of settings, and again when they have changed.
 *
 * @param sources where settings come from
 * @param registry where breakers are registered
 * @param page what replaces the built-in pages
 * @param advice whom to ask for a request's route before its path decides
 * @param observers who hears of breakers
 * @param board what operators say of planned breaks
 * @param injections what operators inject for game days
 * @param threads the container's, of which no route is to hold too many
 */
record RouteFactory(
        SettingsSources sources,
        CircuitBreakerRegistry registry,
        Optional<Page> page,
        RouteAdvice advice,
        CompositeListener observers,
        MaintenanceBoard board,
        InjectionBoard injections,
        ContainerThreads threads) {

    static RouteFactory of(
            SettingsSources sources,
            CircuitBreakerRegistry registry,
            Optional<Page> page,
            RouteAdvice advice,
            CompositeListener observers) {
        InstantSource clock = InstantSource.system();
        return new RouteFactory(
                sources,
                registry,
                page,
                advice,
                observers,
                new MaintenanceBoard(clock, observers::maintenanceStarted, observers::maintenanceEnded),
                new InjectionBoard(clock, observers::injectionStarted, observers::injectionEnded),
                new ContainerThreads());
    }

    /** Reads the settings; throws when they, or what they name, cannot be used. */
    ActiveRoutes first() {
        return make(SettingsLoader.load(sources), Map.of(), Optional.empty());
    }

    /** Reads the settings anew, and takes over from {@code before} what they leave as it was; throws like {@link #first}. */
    ActiveRoutes next(LoadedSettings loaded, ActiveRoutes before) {
        return make(loaded, before.byName(), before.stale());
    }

    private ActiveRoutes make(
            LoadedSettings loaded, Map<String, GuardedRoute> before, Optional<StaleCache> staleBefore) {
        BreakwaterSettings settings = loaded.settings();
        requireCaffeine(loaded);
        Map<PageSettings, ErrorPages> answers = new HashMap<>();
        // All that may fail comes first: routes that were made have taken their breakers over already.
        try {
            settings.everyRoute()
                    .map(RouteSettings::page)
                    .distinct()
                    .forEach(look -> answers.put(look, answers(look, settings.correlationHeader())));
        } catch (TemplateException | IllegalArgumentException e) {
            throw refusal(loaded, e);
        }
        Optional<StaleCache> stale = stale(settings, staleBefore);
        Downstreams downstreams = new Downstreams();
        boolean shares =
                settings.everyRoute().anyMatch(route -> route.concurrency().isAuto());
        Optional<ContainerThreads> shared = shares ? Optional.of(threads) : Optional.empty();
        List<GuardedRoute> all = settings.everyRoute()
                .map(route -> route(
                        route,
                        Optional.ofNullable(answers.get(route.page())).orElseThrow(),
                        downstreams,
                        route.stale().flatMap(own -> stale.map(cache -> cache.forRoute(own))),
                        shared,
                        Optional.ofNullable(before.get(route.name()))))
                .toList();
        downstreams.know(all);
        return new ActiveRoutes(
                loaded.warning(PageCheck.warnings(loaded)), all, new RequestRouter(settings, all, advice), stale);
    }

    /** An engine that kept nothing although it was told to would show that only in an outage. */
    private static void requireCaffeine(LoadedSettings loaded) {
        BreakwaterSettings settings = loaded.settings();
        if (StaleCache.isPossible()) {
            return;
        }
        List<Problem> problems = settings.everyRoute()
                .filter(route -> route.stale().isPresent())
                .map(route -> loaded.problem(
                        route.name(),
                        "stale.enabled",
                        "needs " + StaleCache.JAR
                                + ", which is not among the libraries: put that jar beside the filter's",
                        Optional.of("false without it"),
                        Optional.empty()))
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** What is kept outlives a reload, as long as any route keeps something. */
    private static Optional<StaleCache> stale(BreakwaterSettings settings, Optional<StaleCache> before) {
        boolean wanted = settings.everyRoute().anyMatch(route -> route.stale().isPresent());
        if (!wanted) {
            return Optional.empty();
        }
        before.ifPresent(cache -> cache.resize(settings.staleMaxBytes()));
        return before.or(() -> Optional.of(StaleCache.create(settings.staleMaxBytes(), InstantSource.system())));
    }

    /** The first page that failed may not be the only one, and does not know which setting asked for it. */
    private static RuntimeException refusal(LoadedSettings loaded, RuntimeException first) {
        List<Problem> problems = PageCheck.problems(loaded);
        return problems.isEmpty() ? first : new SettingsException(problems, first);
    }

    private GuardedRoute route(
            RouteSettings settings,
            ErrorPages answers,
            Downstreams downstreams,
            Optional<StaleAnswers> stale,
            Optional<ContainerThreads> shared,
            Optional<GuardedRoute> before) {
        RouteMaintenance maintenance = new RouteMaintenance(settings.name(), settings.maintenance(), board);
        RouteInjection injection = new RouteInjection(settings.name(), settings.inject(), injections);
        return before.map(old -> old.succeededBy(
                        old.policy().succeededBy(settings, registry, shared),
                        answers,
                        observers,
                        downstreams,
                        maintenance,
                        injection,
                        stale.orElse(null)))
                .orElseGet(() -> new GuardedRoute(
                        new RoutePolicy(settings, registry, System::nanoTime, shared),
                        answers,
                        observers,
                        downstreams,
                        maintenance,
                        injection,
                        stale.orElse(null)));
    }

    /** Routes whose pages are alike share them: what is kept of each is worth having once. */
    private ErrorPages answers(PageSettings look, String correlationHeader) {
        return page.map(own -> ErrorPages.of(look, correlationHeader, own))
                .orElseGet(() -> ErrorPages.of(look, correlationHeader));
    }

    /** Returns a value as people may read it: what an operator has said in the place of what the settings say. */
    EffectiveValue shown(EffectiveSetting value) {
        if (value.key().startsWith(InjectSettings.PREFIX)) {
            return injections
                    .said(value.route())
                    .map(said -> new EffectiveValue(
                            value.route(),
                            value.key(),
                            Optional.ofNullable(
                                            said.ordered().get(value.key().substring(InjectSettings.PREFIX.length())))
                                    .or(() -> InjectSettings.defaultOf(value.key()))
                                    .orElseThrow(),
                            Optional.of("operator " + said.by())))
                    .orElseGet(value::shown);
        }
        return MaintenanceSettings.isMode(value.key())
                ? board.said(value.route())
                        .map(said -> new EffectiveValue(
                                value.route(),
                                value.key(),
                                String.valueOf(said.maintenance()),
                                Optional.of("operator " + said.by())))
                        .orElseGet(value::shown)
                : value.shown();
    }

    /** Requests take these routes from now on. */
    void tell(ActiveRoutes now) {
        Map<String, MaintenanceSettings> breaks = new LinkedHashMap<>();
        now.all()
                .forEach(route ->
                        breaks.put(route.name(), route.policy().settings().maintenance()));
        board.follow(breaks);
        Map<String, InjectSettings> injected = new LinkedHashMap<>();
        Set<String> observed = new HashSet<>();
        now.settings().forEach(route -> {
            injected.put(route.name(), route.inject());
            if (route.isObserved()) {
                observed.add(route.name());
            }
        });
        injections.follow(injected, observed);
    }

    /** {@code after} has taken the place of {@code before}: what only that had is given up. */
    void retire(ActiveRoutes before, ActiveRoutes after) {
        Map<String, GuardedRoute> stay = after.byName();
        before.byName().forEach((name, route) -> route.policy()
                .retire(Optional.ofNullable(stay.get(name)).map(GuardedRoute::policy)));
        observers.retainRoutes(stay.keySet());
    }
}
