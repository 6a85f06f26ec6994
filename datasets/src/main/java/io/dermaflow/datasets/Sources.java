package io.dermaflow.datasets;

import io.dermaflow.errors.DermaflowException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens what a command names as its SOURCE: a folder, an archive, a manifest with its folder, or
 * {@code s3://bucket/prefix}, where an archive may lie as well.
 */
public abstract class Sources {

  private static final List<String> ARCHIVES = List.of(".zip", ".tar", ".tar.gz", ".tgz");
  private static final Set<String> MANIFESTS = Set.of("manifest.csv", "manifest.jsonl");
  private static final String KINDS =
      "a folder, an archive (.zip .tar .tar.gz .tgz), a manifest.csv or manifest.jsonl,"
          + " or s3://bucket/prefix";

  /** Folders that say which split lies in them, and those that are none. */
  private static final Set<String> NO_COVERS =
      Set.of("train", "valid", "val", "validation", "test", "", ".", "..");

  /** What macOS adds beside the folder that was packed. */
  private static final String MACOS = "__MACOSX/";

  /**
   * An opened source.
   *
   * @param name as the user wrote it
   * @param storage where its objects are; read only unless it is ours
   * @param prefix keys of the source start with it; empty, or ending in a slash
   */
  public record Source(String name, ObjectStorage storage, String prefix) implements AutoCloseable {
    @Override
    public void close() {
      storage.close();
    }
  }

  protected abstract ObjectStorage openBucket(String bucket);

  protected abstract ObjectStorage openFolder(Path folder);

  /**
   * Opens an archive.
   *
   * @param in where it lies; closed with the archive, and when it cannot be opened
   * @param key its key there
   * @param name what messages call it
   */
  protected abstract ObjectStorage openArchive(ObjectStorage in, String key, String name);

  /** A source's name that means the same from any folder: jobs keep it as a parameter. */
  public static String absolute(String source) {
    return source.startsWith("s3://")
        ? source.replaceAll("(?<=[^/])/+$", "")
        : Path.of(source).toAbsolutePath().normalize().toString();
  }

  /**
   * @throws DermaflowException when the source is not there or is of a kind that cannot be read
   */
  public Source open(String text) {
    if (text.startsWith("s3://")) {
      return openS3(text);
    }
    Path path = Path.of(text);
    if (!Files.exists(path)) {
      throw DermaflowException.usage(
          "There is no folder or file '" + text + "'",
          KINDS,
          "the path is relative to another place; the current one is "
              + Path.of("").toAbsolutePath());
    }
    return Files.isDirectory(path) ? new Source(text, openFolder(path), "") : openFile(text, path);
  }

  private Source openFile(String text, Path path) {
    String file = path.getFileName().toString();
    Path folder = path.toAbsolutePath().resolveSibling("");
    if (isArchive(file)) {
      return archive(text, openFolder(folder), file);
    }
    if (MANIFESTS.contains(file)) {
      return new Source(text, openFolder(folder), "");
    }
    boolean table = file.endsWith(".csv") || file.endsWith(".jsonl");
    throw DermaflowException.usage(
        "'" + text + "' is a file",
        KINDS,
        table
            ? "it is a manifest under another name: call it manifest.csv or manifest.jsonl"
            : "unpack it first, or name the folder that holds it");
  }

  private Source openS3(String text) {
    URI uri = URI.create(text.replace(" ", "%20"));
    String bucket = uri.getAuthority();
    if (bucket == null || bucket.isEmpty()) {
      throw DermaflowException.usage(
          "'" + text + "' names no bucket", "s3://bucket/prefix", "a slash is missing");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    String key = path.startsWith("/") ? path.substring(1) : path;
    if (isArchive(key)) {
      return archive(text, openBucket(bucket), key);
    }
    String prefix = key.isEmpty() || key.endsWith("/") ? key : key + "/";
    return new Source(text, openBucket(bucket), prefix);
  }

  private static boolean isArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ARCHIVES.stream().anyMatch(lower::endsWith);
  }

  private Source archive(String text, ObjectStorage in, String key) {
    ObjectStorage archive = openArchive(in, key, text);
    return new Source(text, archive, cover(archive));
  }

  /**
   * The folder that everything in an archive lies in, where a folder was packed and not what is in
   * it; empty where there is none, or where the only folder is a split or a label.
   */
  private static String cover(ObjectStorage archive) {
    List<String> tops;
    try (Stream<StoredObject> all = archive.list("")) {
      tops =
          all.map(StoredObject::key)
              .filter(key -> !key.startsWith(MACOS))
              .map(key -> key.substring(0, key.indexOf('/') + 1))
              .distinct()
              .limit(2)
              .toList();
    }
    if (tops.size() != 1 || tops.get(0).isEmpty() || speaks(archive, tops.get(0))) {
      return "";
    }
    return tops.get(0);
  }

  /** Whether the name of the only folder says something of what lies in it. */
  private static boolean speaks(ObjectStorage archive, String top) {
    if (MANIFESTS.stream().anyMatch(manifest -> archive.find(top + manifest).isPresent())) {
      return false;
    }
    String folder = top.substring(0, top.length() - 1);
    if (NO_COVERS.contains(folder.toLowerCase(Locale.ROOT))) {
      return true;
    }
    try (Stream<StoredObject> all = archive.list(top)) {
      return new LabelTable().find(folder).isPresent()
          && all.anyMatch(object -> object.key().indexOf('/', top.length()) < 0);
    }
  }
}
