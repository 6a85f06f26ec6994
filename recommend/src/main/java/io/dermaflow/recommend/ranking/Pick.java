package io.dermaflow.recommend.ranking;

import io.dermaflow.recommend.rules.Rule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product chosen for a person.
 *
 * @param index its index in the compiled catalogue
 * @param score 0..1 as {@code ranking-v1.yaml} defines it, before diversity
 * @param rule the rule that put it first, or null
 * @param shares what the score is made of: conditions by name in lower case, {@code type gentle
 *     price rating others}; together 1
 */
public record Pick(int index, double score, @Nullable Rule rule, Map<String, Double> shares) {}
