package io.dermaflow.recommend;

import java.time.Instant;

/**
 * A sealed list of products.
 *
 * @param version 1, 2, …
 * @param digest SHA-256 of the file it was made of
 * @param products number of products
 * @param setAside number of rows that could not be used
 * @param createdAt when it was begun
 * @param source the columns it was taken from
 */
public record CatalogueVersion(
    int version,
    String digest,
    int products,
    int setAside,
    Instant createdAt,
    CatalogueSource source) {

  /** A version of which the columns do not matter. */
  public CatalogueVersion(
      int version, String digest, int products, int setAside, Instant createdAt) {
    this(version, digest, products, setAside, createdAt, CatalogueSource.UNKNOWN);
  }
}
