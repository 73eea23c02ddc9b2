package io.breakwater.benchmarks.report;

import java.util.List;

/**
 * What a scenario has found. Immutable.
 *
 * @param title its heading
 * @param how what was done, in a few sentences
 * @param tables to be shown
 * @param plots to be shown
 * @param budgets that it measures
 */
public record Findings(String title, String how, List<Table> tables, List<Plot> plots, List<Budget> budgets) {}
