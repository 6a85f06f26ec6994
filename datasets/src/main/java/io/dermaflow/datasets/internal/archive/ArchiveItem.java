package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.StoredObject;

/** A file in an archive. */
interface ArchiveItem {

  StoredObject object();

  /**
   * The key of an entry: its name as it is written, whatever it leads to, since nothing is ever
   * unpacked. Only {@code ./} in front is dropped: it is there when a folder was packed as ".".
   */
  static String key(String name) {
    String key = name;
    while (key.startsWith("./")) {
      key = key.substring(2);
    }
    return key;
  }
}
