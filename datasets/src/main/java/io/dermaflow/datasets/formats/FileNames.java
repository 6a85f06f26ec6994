package io.dermaflow.datasets.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Paths of a listing by the name of their file, whatever its case and its folder. */
final class FileNames {

  private final Listing listing;
  private final int[] order;

  FileNames(Listing listing) {
    this.listing = listing;
    String[] names = listing.paths().map(Pictures::name).toArray(String[]::new);
    this.order =
        IntStream.range(0, names.length)
            .boxed()
            .sorted(Comparator.comparing(i -> names[i], String.CASE_INSENSITIVE_ORDER))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Paths of files of this name, in the order of the listing. */
  List<String> find(String name) {
    List<String> found = new ArrayList<>();
    for (int i = firstNotBefore(name); i < order.length; i++) {
      String path = listing.path(order[i]);
      if (!Pictures.name(path).equalsIgnoreCase(name)) {
        break;
      }
      found.add(path);
    }
    return found;
  }

  private int firstNotBefore(String name) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      String other = Pictures.name(listing.path(order[middle]));
      if (String.CASE_INSENSITIVE_ORDER.compare(other, name) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
