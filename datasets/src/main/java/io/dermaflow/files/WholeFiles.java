package io.dermaflow.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there as a whole or not at all, also after a power cut. */
public final class WholeFiles {

  private WholeFiles() {}

  /** Where a file is written before {@link #publish}. */
  public static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** Replaces a file. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path part = part(file);
    Files.write(part, bytes);
    publish(part, file);
  }

  /** Gives what was written its name, once it is on the disk. */
  public static void publish(Path part, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The name itself is on the disk when the folder is.
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }
}
