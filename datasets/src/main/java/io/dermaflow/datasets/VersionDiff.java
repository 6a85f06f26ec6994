package io.dermaflow.datasets;

import java.util.List;

/**
 * How the second of two versions differs from the first, by content.
 *
 * @param added pictures that only the second has
 * @param removed pictures that only the first has
 * @param relabelled pictures of both with other labels
 * @param moved pictures of both in another split
 * @param examples some of each, one line an item
 */
public record VersionDiff(
    int added, int removed, int relabelled, int moved, List<String> examples) {}
