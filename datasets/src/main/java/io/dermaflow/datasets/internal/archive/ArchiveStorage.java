package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.errors.DermaflowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Archives as object storage: zip, tar, and tar packed by gzip. Nothing is unpacked to a disk. */
public final class ArchiveStorage {

  private static final String KINDS = "a .zip, .tar, .tar.gz or .tgz";

  private ArchiveStorage() {}

  /**
   * Opens an archive by what it holds, whatever it is called.
   *
   * @param in where it lies; closed with the archive, and when it cannot be opened
   * @param key its key there
   * @param name what messages call it
   * @return a {@link io.dermaflow.datasets.SequentialStorage} where the archive is a tar
   * @throws DermaflowException when it is not there, is no archive, is cut off, or is made to fill
   *     the memory
   */
  public static ObjectStorage open(ObjectStorage in, String key, String name) {
    try {
      return open(in, key, name, ArchiveLimits.DEFAULT);
    } catch (RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static ObjectStorage open(
      ObjectStorage in, String key, String name, ArchiveLimits limits) {
    StoredObject object =
        in.find(key)
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        "There is no archive '" + name + "'", KINDS, "it lies somewhere else"));
    return open(new ArchiveFile(in, key, name, object.size(), object.etag()), limits);
  }

  static ObjectStorage open(ArchiveFile file, ArchiveLimits limits) {
    byte[] head = file.read(0, TarScan.RECORD);
    if (startsWith(head, 0, 'P', 'K', 3, 4) || startsWith(head, 0, 'P', 'K', 5, 6)) {
      return ZipStorage.open(file, limits);
    }
    if (startsWith(head, 0, 0x1f, 0x8b)) {
      return TarStorage.gzip(file, limits);
    }
    if (TarScan.isFirstRecord(head) || startsWith(head, 257, 'u', 's', 't', 'a', 'r')) {
      return TarStorage.plain(file, limits);
    }
    throw DermaflowException.usage(
        "'%s' is no archive: it begins with %s".formatted(file.name(), shown(head)),
        KINDS,
        "it is packed in another way, or it is a web page instead of a download");
  }

  private static boolean startsWith(byte[] head, int from, int... signature) {
    for (int i = 0; i < signature.length; i++) {
      if (from + i >= head.length || (head[from + i] & 0xff) != signature[i]) {
        return false;
      }
    }
    return true;
  }

  private static String shown(byte[] head) {
    String text =
        new String(Arrays.copyOf(head, Math.min(8, head.length)), StandardCharsets.ISO_8859_1);
    return "'" + text.replaceAll("[^\\x20-\\x7e]", ".") + "'";
  }
}
