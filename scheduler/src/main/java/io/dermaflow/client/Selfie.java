package io.dermaflow.client;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** A picture to be sent: streamed, and from its beginning again when it is sent again. */
public final class Selfie {

  private static final int HEAD = 12;

  private final String contentType;
  private final long length;
  private final Supplier<BodyPublisher> publisher;

  private Selfie(String contentType, long length, Supplier<BodyPublisher> publisher) {
    if (length < 1) {
      throw new IllegalArgumentException("a picture of " + length + " bytes, expected some");
    }
    this.contentType = contentType;
    this.length = length;
    this.publisher = publisher;
  }

  /**
   * A file; what it is, is told by its first bytes, not by its name.
   *
   * @throws IllegalArgumentException when it is neither JPEG nor PNG nor WebP
   * @throws UncheckedIOException when it cannot be read
   */
  public static Selfie of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Selfie(type(in.readNBytes(HEAD)), Files.size(file), () -> publisher(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static BodyPublisher publisher(Path file) {
    try {
      return BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Bytes.
   *
   * @throws IllegalArgumentException when they are neither JPEG nor PNG nor WebP
   */
  public static Selfie of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Selfie(type(copy), copy.length, () -> BodyPublishers.ofByteArray(copy));
  }

  /**
   * A stream of any origin.
   *
   * @param contentType {@code image/jpeg}, {@code image/png} or {@code image/webp}
   * @param length its bytes
   * @param opened opens it, for each attempt anew
   */
  public static Selfie of(String contentType, long length, Supplier<InputStream> opened) {
    return new Selfie(
        contentType,
        length,
        () -> BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(opened), length));
  }

  private static String type(byte[] bytes) {
    String head =
        new String(Arrays.copyOf(bytes, Math.min(bytes.length, HEAD)), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return "image/webp";
    }
    throw new IllegalArgumentException("neither JPEG nor PNG nor WebP by its first bytes");
  }

  /** What must be declared when it is sent. */
  public String contentType() {
    return contentType;
  }

  /** Its bytes. */
  public long length() {
    return length;
  }

  BodyPublisher publisher() {
    return publisher.get();
  }

  @Override
  public String toString() {
    return "Selfie[" + contentType + ", " + length + " bytes]";
  }
}
