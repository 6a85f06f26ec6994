package io.dermaflow.datasets;

import io.dermaflow.errors.DermaflowException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what a command names as its SOURCE: a folder, or {@code s3://bucket/prefix}. */
public abstract class Sources {

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

  /** A source's name that means the same from any folder: jobs keep it as a parameter. */
  public static String absolute(String source) {
    return source.startsWith("s3://")
        ? source
        : Path.of(source).toAbsolutePath().normalize().toString();
  }

  /**
   * @throws DermaflowException when the source is not there or is of a kind that cannot be read
   */
  public Source open(String text) {
    if (text.startsWith("s3://")) {
      return openS3(text);
    }
    Path folder = Path.of(text);
    if (!Files.exists(folder)) {
      throw DermaflowException.usage(
          "There is no folder '" + text + "'",
          "a folder or s3://bucket/prefix",
          "the path is relative to another place; the current one is "
              + Path.of("").toAbsolutePath());
    }
    if (!Files.isDirectory(folder)) {
      throw DermaflowException.usage(
          "'" + text + "' is a file",
          "a folder or s3://bucket/prefix",
          "unpack it first, or name the folder that holds it");
    }
    return new Source(text, openFolder(folder), "");
  }

  private Source openS3(String text) {
    URI uri = URI.create(text.replace(" ", "%20"));
    String bucket = uri.getAuthority();
    if (bucket == null || bucket.isEmpty()) {
      throw DermaflowException.usage(
          "'" + text + "' names no bucket", "s3://bucket/prefix", "a slash is missing");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    String prefix = path.startsWith("/") ? path.substring(1) : path;
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix = prefix + "/";
    }
    return new Source(text, openBucket(bucket), prefix);
  }
}
