package io.dermaflow.models;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.files.WholeFiles;
import io.dermaflow.ids.Digests;
import io.dermaflow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Gets a file of a known digest by HTTP; called again it goes on where it was cut. */
public final class Download {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    Path part = WholeFiles.part(file);
    try {
      take(url, part);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + url + " was fetched", e);
    } catch (IOException e) {
      throw DermaflowException.failed(
          "%s does not answer: %s".formatted(url, e),
          "the file with SHA-256 " + sha256,
          "this machine is offline. The same command goes on where it was cut; or get the file"
              + " elsewhere and run 'weights import FILE --sha256 "
              + sha256
              + "'",
          e);
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

  private void take(URI url, Path part) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() == 416) {
        return; // all of it is there already; the digest will tell
      }
      boolean goesOn = response.statusCode() == 206;
      if (!goesOn && response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      copy(
          body,
          part,
          goesOn ? have : 0,
          response.headers().firstValueAsLong("Content-Length").orElse(-1));
    }
  }

  private void copy(InputStream body, Path part, long have, long announced) throws IOException {
    long done = have;
    long total = announced < 0 ? -1 : have + announced;
    refuseLarge(total);
    try (OutputStream out =
        have > 0
            ? Files.newOutputStream(part, StandardOpenOption.APPEND)
            : Files.newOutputStream(part)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        out.write(buffer, 0, n);
        done += n;
        refuseLarge(done);
        progress.report("download", done, Math.max(done, total));
      }
    }
    if (total >= 0 && done < total) {
      throw new IOException("cut after %d of %d bytes".formatted(done, total));
    }
  }

  private void refuseLarge(long bytes) {
    if (bytes > mostBytes) {
      throw DermaflowException.usage(
          "The file has %d MB or more".formatted(bytes >> 20),
          "at most %d MB".formatted(mostBytes >> 20),
          "the address names something else");
    }
  }
}
