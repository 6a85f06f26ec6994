package io.dermaflow.models;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.ids.Digests;
import io.dermaflow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.net.ssl.SSLException;

/** Gets a file of a known digest by HTTP; called again it goes on where it was cut. */
public final class Download {

  private static final int PATIENCE_MILLIS = 30_000;

  private final long mostBytes;
  private final Progress progress;

  /**
   * @param mostBytes larger files are refused before they are taken
   */
  public Download(long mostBytes, Progress progress) {
    this.mostBytes = mostBytes;
    this.progress = progress;
  }

  /**
   * @param sha256 what the file must be
   * @param file where it goes; a part is kept beside it until it is whole
   * @throws DermaflowException when the address does not answer, or answers with other bytes
   */
  public void get(URI url, String sha256, Path file) throws IOException {
    if (Files.exists(file) && Digests.sha256(file).equalsIgnoreCase(sha256)) {
      return; // fetched by a call that died before it was used
    }
    Path part = WholeFiles.part(file);
    try {
      take(url, part, sha256);
    } catch (SocketException
        | SocketTimeoutException
        | UnknownHostException
        | ProtocolException
        | SSLException e) {
      throw unanswered(url, sha256, e);
    }
    String found = Digests.sha256(part);
    if (!found.equalsIgnoreCase(sha256)) {
      Files.delete(part);
      throw DermaflowException.failed(
          url + " has SHA-256 " + found,
          sha256,
          "the file behind the address was changed, or something on the way changes it; nothing"
              + " was stored");
    }
    WholeFiles.publish(part, file);
  }

  private static DermaflowException unanswered(URI url, String sha256, IOException e) {
    return DermaflowException.failed(
        "%s does not answer: %s".formatted(url, e),
        "the file with SHA-256 " + sha256,
        "this machine is offline, or the way is bad. The same command goes on where it was cut; or"
            + " get the file elsewhere and run 'weights import FILE --sha256 "
            + sha256
            + "'",
        e);
  }

  private void take(URI url, Path part, String sha256) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS); // a server that falls silent
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      int status = connection.getResponseCode();
      if (status == 416 && have > 0) {
        return; // all of it is there already; the digest will tell
      }
      if (status != 200 && status != 206) {
        throw DermaflowException.failed(
            url + " answers with status " + status,
            "status 200 and the file with SHA-256 " + sha256,
            "the file was moved or needs a login: get it elsewhere and run 'weights import FILE"
                + " --sha256 "
                + sha256
                + "'");
      }
      try (InputStream body = connection.getInputStream()) {
        copy(body, part, status == 206 ? have : 0, connection.getContentLengthLong(), url, sha256);
      }
    } finally {
      connection.disconnect();
    }
  }

  private void copy(InputStream body, Path part, long have, long announced, URI url, String sha256)
      throws IOException {
    long done = have;
    long total = announced < 0 ? -1 : have + announced;
    refuseLarge(total, part);
    try (OutputStream out =
        have > 0
            ? Files.newOutputStream(part, StandardOpenOption.APPEND)
            : Files.newOutputStream(part)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = read(body, buffer, url, sha256); n >= 0; n = read(body, buffer, url, sha256)) {
        out.write(buffer, 0, n);
        done += n;
        refuseLarge(done, part);
        progress.report("download", done, Math.max(done, total));
      }
    }
    if (total >= 0 && done < total) {
      throw unanswered(
          url, sha256, new IOException("cut after %d of %d bytes".formatted(done, total)));
    }
  }

  /** A connection that breaks is told from a disk that is full. */
  private static int read(InputStream body, byte[] buffer, URI url, String sha256) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw unanswered(url, sha256, e);
    }
  }

  private void refuseLarge(long bytes, Path part) throws IOException {
    if (bytes > mostBytes) {
      Files.deleteIfExists(part);
      throw DermaflowException.usage(
          "The file has %d MB or more".formatted(bytes >> 20),
          "at most %d MB".formatted(mostBytes >> 20),
          "the address names something else");
    }
  }
}
