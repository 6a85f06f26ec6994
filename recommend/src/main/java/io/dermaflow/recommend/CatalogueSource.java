package io.dermaflow.recommend;

import java.util.List;
import java.util.Map;

/**
 * What a catalogue version was made of.
 *
 * @param format name of the format that the file's columns fitted
 * @param columns column of the file by field of a product
 * @param unused columns that nothing was taken from
 */
public record CatalogueSource(String format, Map<String, String> columns, List<String> unused) {

  /** Of versions that were made before this was kept. */
  public static final CatalogueSource UNKNOWN = new CatalogueSource("unknown", Map.of(), List.of());
}
