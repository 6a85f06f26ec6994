package io.dermaflow.recommend;

import java.util.List;

/**
 * What a catalogue version changes.
 *
 * @param added ids only in the second
 * @param removed ids only in the first
 * @param changed ids in both, with another price, text or anything else
 * @param same number of products that are alike in both
 */
public record CatalogueDiff(
    List<String> added, List<String> removed, List<String> changed, int same) {}
