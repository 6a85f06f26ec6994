package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The objects of a source by path, as four arrays and not as an object each: a source may hold
 * hundreds of thousands. Times are kept to the millisecond. Markers of folders, whose key ends in a
 * slash, are left out.
 */
final class Listing {

  private final String prefix;
  private String[] paths = new String[1 << 10];
  private String[] etags = new String[1 << 10];
  private long[] sizes = new long[1 << 10];
  private long[] times = new long[1 << 10];
  private int size;

  private Listing(String prefix) {
    this.prefix = prefix;
  }

  static Listing of(Source source) {
    Listing listing = new Listing(source.prefix());
    try (Stream<StoredObject> listed = source.storage().list(source.prefix())) {
      listed.forEachOrdered(listing::add);
    }
    listing.sort();
    return listing;
  }

  private void add(StoredObject object) {
    String path = object.key().substring(prefix.length());
    if (path.isEmpty() || path.endsWith("/")) {
      return;
    }
    if (size == paths.length) {
      resize(size + (size >> 1));
    }
    paths[size] = path;
    etags[size] = object.etag();
    sizes[size] = object.size();
    times[size] = object.lastModified().toEpochMilli();
    size++;
  }

  private void resize(int length) {
    paths = Arrays.copyOf(paths, length);
    etags = Arrays.copyOf(etags, length);
    sizes = Arrays.copyOf(sizes, length);
    times = Arrays.copyOf(times, length);
  }

  /** S3 lists in the order of UTF-8 bytes, which differs from Java's beyond U+FFFF. */
  private void sort() {
    resize(size);
    if (IntStream.range(1, size).allMatch(i -> paths[i - 1].compareTo(paths[i]) < 0)) {
      return;
    }
    String[] oldPaths = paths;
    String[] oldEtags = etags;
    long[] oldSizes = sizes;
    long[] oldTimes = times;
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparing(i -> oldPaths[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    resize(size);
    for (int i = 0; i < size; i++) {
      paths[i] = oldPaths[order[i]];
      etags[i] = oldEtags[order[i]];
      sizes[i] = oldSizes[order[i]];
      times[i] = oldTimes[order[i]];
    }
  }

  /** The path at a place of the order. */
  String path(int place) {
    return paths[place];
  }

  /** All paths in order. */
  Stream<String> paths() {
    return Arrays.stream(paths);
  }

  boolean contains(String path) {
    return Arrays.binarySearch(paths, path) >= 0;
  }

  Optional<StoredObject> find(String path) {
    int place = Arrays.binarySearch(paths, path);
    return place < 0
        ? Optional.empty()
        : Optional.of(
            new StoredObject(
                prefix + path, etags[place], sizes[place], Instant.ofEpochMilli(times[place])));
  }

  /** The object of a path; one that the inspection finds no bytes of where there is none. */
  StoredObject object(String path) {
    return find(path).orElseGet(() -> new StoredObject(prefix + path, "missing", 0, Instant.EPOCH));
  }
}
