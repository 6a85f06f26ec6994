package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What formats share about the objects of a source. */
final class Pictures {

  static final Set<String> SPLITS = Set.of("train", "valid", "test");

  private static final long LABEL_BYTES = 256L << 20;

  /** Also kinds that are not decoded: they are set aside with a reason, not skipped. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jfif", "png", "webp", "bmp", "gif", "tif", "tiff", "heic", "heif",
          "avif");

  private Pictures() {}

  /**
   * @param path of a file, or its name
   */
  static boolean isPicture(String path) {
    String name = name(path).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Key without the source's prefix. */
  static String path(Source source, StoredObject object) {
    return object.key().substring(source.prefix().length());
  }

  /** The part of a path behind its last slash. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The part of a path up to its last slash, which belongs to it; empty at the top. */
  static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** A label file as a whole, without a byte order mark. */
  static String text(Source source, String path) {
    byte[] bytes = source.storage().read(source.prefix() + path, LABEL_BYTES);
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }

  /**
   * A label file as JSON.
   *
   * @param expected what it should be, for the error when it is none
   */
  static JsonNode json(Source source, String path, String expected) {
    try {
      return Json.tree(text(source, path));
    } catch (JacksonException e) {
      throw DermaflowException.usage(
          path + " is no JSON", expected, "it was cut off while it was copied");
    }
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
