package io.dermaflow.recommend;

import java.time.Instant;

/**
 * What a publication is computed from.
 *
 * @param position position of the feature store
 * @param asOf the moment for which is recommended
 * @param catalogue version of the catalogue
 * @param rules text of the rule file
 * @param others digest of everything else that all subjects have in common: tables, weights, words,
 *     looks, and what others' behaviour says
 */
public record PublicationInputs(
    long position, Instant asOf, int catalogue, String rules, String others) {}
