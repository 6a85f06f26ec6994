package io.dermaflow.scheduler.access;

import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The key that visitors' cookies are signed with: given, or kept in the home, made when needed. */
final class VisitorKey {

  /** In the environment; several processes that serve together need the same. */
  static final String VARIABLE = "DERMAFLOW_VISITOR_KEY";

  private static final int BYTES = 32;

  private VisitorKey() {}

  /**
   * @param given 32 bytes or more in base 64, or null for the file {@code secrets/visitor.key}
   * @throws DermaflowException for a key that is too short, or a file that others may read
   */
  static byte[] load(@Nullable String given, Path home, SecureRandom random) {
    if (given != null && !given.isBlank()) {
      return decode(given, VARIABLE);
    }
    Path file = home.resolve("secrets").resolve("visitor.key");
    try {
      if (!Files.exists(file)) {
        make(file, random);
      }
      Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      open.removeAll(PosixFilePermissions.fromString("rw-------"));
      if (!open.isEmpty()) {
        throw DermaflowException.usage(
            "Others may use " + file, "a file of its owner alone", "chmod 600 it");
      }
      return decode(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw DermaflowException.usage(
          "The key of visitors' cookies cannot be kept in " + file + ": " + e,
          "a folder that this user may write",
          "set " + VARIABLE);
    }
  }

  /** Whole or not at all, and only once, whoever else begins at the same time. */
  private static void make(Path file, SecureRandom random) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder, only("rwx------"));
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    Path part = Files.createTempFile(folder, "visitor", ".part", only("rw-------"));
    try {
      Files.writeString(part, Base64.getEncoder().encodeToString(key), StandardCharsets.US_ASCII);
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      return; // made by another process: that one counts
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static byte[] decode(String text, String from) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      if (key.length >= BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw DermaflowException.usage(
        "The key in " + from + " is too short or not base 64",
        BYTES + " random bytes or more in base 64",
        "make one with: openssl rand -base64 32");
  }
}
