package io.dermaflow.recommend;

import java.util.List;
import java.util.Optional;

/** The versions of the catalogue. */
public interface Catalogue {

  /** A row that could not be used. */
  record RefusedRow(int line, String reason) {}

  /** A version for this run, begun; the same again for the same run. */
  int begin(long run, String digest, CatalogueSource source);

  /** Adds products and refused rows; what is there already stays. Caller's transaction. */
  void add(int version, List<Product> products, List<RefusedRow> refused);

  /**
   * Makes a version usable.
   *
   * @throws io.dermaflow.errors.DermaflowException when it has no product
   */
  CatalogueVersion seal(int version);

  /** The newest sealed version. */
  Optional<CatalogueVersion> findNewest();

  /** A sealed version. */
  Optional<CatalogueVersion> find(int version);

  /** Products of a version in id order. */
  List<Product> products(int version);

  /** Rows of a version that could not be used, in the order of the file. */
  List<RefusedRow> refused(int version);

  /** What {@code to} changes against {@code from}; ids in order. */
  CatalogueDiff diff(int from, int to);

  /** A product of the newest version. */
  Optional<Product> findProduct(String id);
}
