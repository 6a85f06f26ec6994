package io.dermaflow.scheduler.cli;

import io.dermaflow.json.Json;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The clients of {@code bench serve}, in a process of their own: one thread and one connection
 * each, a request as soon as the last is answered. They check every body.
 */
public final class ServeBenchClients {

  /** Reads recommendations of subjects drawn at random. */
  static final String OURS = "ours";

  /** Reads every subject once. */
  static final String ALL = "all";

  /** Reads the baseline. */
  static final String HELLO = "hello";

  private static final double MILLI = 1e6;

  private final int port;
  private final int subjects;
  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads;

  private ServeBenchClients(int port, int clients, int subjects) {
    this.port = port;
    this.subjects = subjects;
    this.threads = Executors.newFixedThreadPool(clients);
    for (int i = 0; i < clients; i++) {
      connections.add(new Connection());
    }
  }

  /** Id of a subject of the benchmark. */
  static String subject(int number) {
    return String.format(Locale.ROOT, "s-%07d", number);
  }

  /**
   * Arguments are port, clients and subjects; each line of the input is {@code what seconds seed},
   * and answered by a line of JSON.
   */
  public static void main(String[] args) throws Exception {
    ServeBenchClients clients =
        new ServeBenchClients(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] order = line.split(" ", -1);
      Map<String, Object> turn =
          clients.run(order[0], Double.parseDouble(order[1]), Long.parseLong(order[2]));
      System.out.println(Json.write(turn));
      System.out.flush();
    }
    clients.threads.shutdownNow();
  }

  private Map<String, Object> run(String what, double seconds, long seed)
      throws InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    long end = begun + (long) (seconds * 1e9);
    List<Future<Tally>> running = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++) {
      int client = i;
      running.add(threads.submit(() -> turn(what, client, seed, end)));
    }
    List<Tally> tallies = new ArrayList<>();
    for (Future<Tally> one : running) {
      tallies.add(one.get());
    }
    return sum(tallies, (System.nanoTime() - begun) / 1e9);
  }

  private Tally turn(String what, int client, long seed, long end) {
    Tally tally = new Tally();
    Connection connection = connections.get(client);
    if (what.equals(ALL)) {
      for (int i = client; i < subjects; i += connections.size()) {
        tally.read(connection, subject(i));
      }
      return tally;
    }
    SplittableRandom random = new SplittableRandom(seed * connections.size() + client);
    while (System.nanoTime() < end) {
      tally.read(connection, what.equals(HELLO) ? null : subject(random.nextInt(subjects)));
    }
    return tally;
  }

  private static Map<String, Object> sum(List<Tally> tallies, double seconds) {
    long[] nanos =
        tallies.stream().flatMapToLong(t -> Arrays.stream(t.nanos, 0, t.count)).toArray();
    Arrays.sort(nanos);
    Map<String, Object> sum = new LinkedHashMap<>();
    sum.put("requests", nanos.length);
    sum.put("seconds", seconds);
    sum.put("p50_ms", percentile(nanos, 0.5));
    sum.put("p99_ms", percentile(nanos, 0.99));
    sum.put("bytes", tallies.stream().mapToLong(t -> t.bytes).sum());
    sum.put("errors", tallies.stream().mapToLong(t -> t.errors).sum());
    tallies.stream()
        .filter(t -> !t.error.isEmpty())
        .findFirst()
        .ifPresent(t -> sum.put("error", t.error));
    return sum;
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / MILLI;
  }

  /** What one client counts. */
  private static final class Tally {
    private long[] nanos = new long[1024];
    private int count;
    private long bytes;
    private long errors;
    private String error = "";

    /** One request; the baseline without a subject. */
    void read(Connection connection, @Nullable String subject) {
      long begun = System.nanoTime();
      try {
        int length = connection.get(subject);
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = System.nanoTime() - begun;
        bytes += length;
      } catch (IOException e) {
        errors++;
        error = subject + ": " + e;
        connection.drop();
      }
    }
  }

  /** A connection that is kept; what it reads is checked. */
  private final class Connection {
    private @Nullable Socket socket;
    private boolean last;
    private InputStream in = InputStream.nullInputStream();
    private byte[] body = new byte[1 << 14];
    private final byte[] line = new byte[1 << 13];

    int get(@Nullable String subject) throws IOException {
      Socket open = socket;
      if (open == null) {
        open = new Socket("127.0.0.1", port);
        open.setTcpNoDelay(true);
        in = new BufferedInputStream(open.getInputStream(), 1 << 14);
        socket = open;
      }
      String path = subject == null ? "/bench/hello" : "/v1/recommendations/" + subject;
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
      open.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      int length = head();
      if (in.readNBytes(body, 0, length) != length) {
        throw new EOFException("the body ends early");
      }
      check(subject, length);
      if (last) {
        drop();
      }
      return length;
    }

    /** Reads the head; returns the length of the body. */
    private int head() throws IOException {
      String status = line();
      int length = -1;
      last = false;
      for (String field = line(); !field.isEmpty(); field = line()) {
        String lower = field.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring("content-length:".length()).strip());
        }
        last |= lower.equals("connection: close");
      }
      if (!status.startsWith("HTTP/1.1 200") || length < 0) {
        throw new IOException(status + ", length " + length);
      }
      if (length > body.length) {
        body = new byte[2 * length];
      }
      return length;
    }

    private String line() throws IOException {
      int length = 0;
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0 || length == line.length) {
          throw new EOFException("the head ends early");
        }
        line[length++] = (byte) c;
      }
      return new String(line, 0, Math.max(length - 1, 0), StandardCharsets.ISO_8859_1);
    }

    /** The whole body is of this subject, in the publication that it names, and ends. */
    private void check(@Nullable String subject, int length) throws IOException {
      String text = new String(body, 0, length, StandardCharsets.UTF_8);
      if (subject == null) {
        if (!text.equals("hello")) {
          throw new IOException("not hello: " + text);
        }
        return;
      }
      String named = "\"subject_id\":\"" + subject + "\"";
      int first = text.indexOf(named);
      int recommendation = text.indexOf("\"recommendation\":{");
      boolean sound =
          text.startsWith("{\"publication\":")
              && text.charAt("{\"publication\":".length()) != '0'
              && first > 0
              && first < recommendation
              && text.indexOf(named, recommendation) > 0
              && text.endsWith("}}");
      if (!sound) {
        throw new IOException(
            "not the recommendation: " + text.substring(0, Math.min(200, length)));
      }
    }

    void drop() {
      Socket open = socket;
      socket = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          return; // it is gone already
        }
      }
    }
  }
}
