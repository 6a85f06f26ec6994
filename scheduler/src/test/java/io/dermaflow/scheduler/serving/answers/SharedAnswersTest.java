package io.dermaflow.scheduler.serving.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Redis behind the memory, by its protocol: real ones are tried where there is one. */
class SharedAnswersTest {

  private final AtomicLong nanos = new AtomicLong(7);
  private final MemoryStore store = new MemoryStore();

  private SwitchWatch watch;

  private CachedAnswers answers(URI redis) {
    watch = new SwitchWatch(store, store, store.publications(), 1 << 20, nanos::get);
    return new CachedAnswers(
        store,
        watch,
        new AnswerSource(store, store, watch),
        new AnswerCaches(1 << 20, redis),
        nanos::get);
  }

  private void serve(long publication) {
    store.fill(publication, "anna", "{\"mark\": %d}".formatted(publication));
    store.serve(publication);
  }

  @Test
  void sharesAnswersUnderTheNumberOfTheirPublication() throws Exception {
    try (Resp redis = new Resp()) {
      serve(1);
      CachedAnswers first = answers(redis.uri());
      byte[] read = first.find("anna").orElseThrow().json();
      assertThat(redis.values.keySet())
          .containsExactly("dermaflow:shared-answers::1@2026-01-01T00:00:01Z:anna");
      assertThat(redis.expiries.values()).containsExactly("600000");
      CachedAnswers second = answers(redis.uri());
      assertThat(second.find("anna").orElseThrow().json()).isEqualTo(read);
      assertThat(second.find("nobody")).isEmpty();
      assertThat(store.reads).containsExactly(Set.of("anna"), Set.of("nobody"));
    }
  }

  @Test
  void takesWhatHasChangedFromTheDatabase() throws Exception {
    try (Resp redis = new Resp()) {
      serve(1);
      CachedAnswers answers = answers(redis.uri());
      answers.find("anna");
      store.erase("anna");
      watch.look();
      assertThat(redis.values).isEmpty();
      // Somebody who read before the erasure is late.
      redis.values.put(
          "dermaflow:shared-answers::1@2026-01-01T00:00:01Z:anna", new byte[] {'{', '}'});
      assertThat(answers.find("anna")).isEmpty();
    }
  }

  @Test
  void readsOnWithoutIt() throws Exception {
    URI nowhere;
    try (ServerSocket socket = new ServerSocket(0)) {
      nowhere = URI.create("redis://user:secret@127.0.0.1:" + socket.getLocalPort() + "/3");
    }
    serve(1);
    CachedAnswers answers = answers(nowhere);
    assertThat(answers.find("anna")).isPresent();
    serve(2);
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(new String(answers.find("anna").orElseThrow().json(), StandardCharsets.UTF_8))
        .contains("\"publication\":2");
  }

  /** As much of a Redis as is spoken to. */
  private static final class Resp implements AutoCloseable {
    final Map<String, byte[]> values = new ConcurrentHashMap<>();
    final Map<String, String> expiries = new ConcurrentHashMap<>();
    private final ServerSocket socket = new ServerSocket(0);

    Resp() throws IOException {
      Thread accept = new Thread(this::accept, "resp");
      accept.setDaemon(true);
      accept.start();
    }

    URI uri() {
      return URI.create("redis://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
      try {
        while (true) {
          Socket client = socket.accept();
          Thread serve = new Thread(() -> serve(client), "resp-client");
          serve.setDaemon(true);
          serve.start();
        }
      } catch (IOException e) {
        // closed
      }
    }

    private void serve(Socket client) {
      try (client) {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        for (List<byte[]> command = read(in); command != null; command = read(in)) {
          out.write(answer(command));
          out.flush();
        }
      } catch (IOException e) {
        // gone
      }
    }

    private static List<byte[]> read(InputStream in) throws IOException {
      String head = line(in);
      if (!head.startsWith("*")) {
        return null;
      }
      List<byte[]> parts = new ArrayList<>();
      for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
        byte[] part = in.readNBytes(Integer.parseInt(line(in).substring(1)));
        in.readNBytes(2);
        parts.add(part);
      }
      return parts;
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    private byte[] answer(List<byte[]> command) {
      String name = text(command.get(0)).toUpperCase(Locale.ROOT);
      String key = command.size() > 1 ? text(command.get(1)) : "";
      switch (name) {
        case "GET" -> {
          byte[] value = values.get(key);
          return value == null ? utf8("$-1\r\n") : bulk(value);
        }
        case "SET" -> {
          values.put(key, command.get(2));
          expiries.put(key, text(command.get(command.size() - 1)));
          return utf8("+OK\r\n");
        }
        case "DEL", "UNLINK" -> {
          return utf8(":" + (values.remove(key) == null ? 0 : 1) + "\r\n");
        }
        case "PING" -> {
          return utf8("+PONG\r\n");
        }
        case "HELLO" -> {
          return utf8("-ERR unknown command\r\n");
        }
        default -> {
          return utf8("+OK\r\n");
        }
      }
    }

    private static byte[] bulk(byte[] value) {
      byte[] head = utf8("$" + value.length + "\r\n");
      byte[] all = java.util.Arrays.copyOf(head, head.length + value.length + 2);
      System.arraycopy(value, 0, all, head.length, value.length);
      all[all.length - 2] = '\r';
      all[all.length - 1] = '\n';
      return all;
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
