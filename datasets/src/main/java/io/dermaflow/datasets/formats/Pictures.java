package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What formats share about the objects of a source. */
final class Pictures {

  static final Set<String> SPLITS = Set.of("train", "valid", "test");

  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp");

  private Pictures() {}

  static boolean isPicture(StoredObject object) {
    String name = object.name().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Key without the source's prefix. */
  static String path(Source source, StoredObject object) {
    return object.key().substring(source.prefix().length());
  }

  /** All objects of a source by path. */
  static Map<String, StoredObject> byPath(Source source) {
    Map<String, StoredObject> objects = new HashMap<>();
    try (Stream<StoredObject> listed = source.storage().list(source.prefix())) {
      listed.forEach(object -> objects.put(path(source, object), object));
    }
    return objects;
  }

  /** The object of a path; one that the inspection finds no bytes of where there is none. */
  static StoredObject object(Source source, Map<String, StoredObject> objects, String path) {
    StoredObject found = objects.get(path);
    return found == null
        ? new StoredObject(source.prefix() + path, "missing", 0, Instant.EPOCH)
        : found;
  }

  /** Copies made by Roboflow are {@code NAME_jpg.rf.HASH.jpg}: the name before it is the group. */
  static @Nullable String originalName(String name) {
    int at = name.indexOf(".rf.");
    return at > 0 ? name.substring(0, at) : null;
  }

  /** A folder's split, with Roboflow's and Keras's name for the validation split. */
  static Optional<String> split(String folder) {
    String name = folder.toLowerCase(Locale.ROOT);
    String known = name.equals("val") || name.equals("validation") ? "valid" : name;
    return SPLITS.contains(known) ? Optional.of(known) : Optional.empty();
  }
}
