package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.BucketRules;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.models.Gpu;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "What this machine has, what will be used, what is wrong and the remedy.")
final class DoctorCommand implements Callable<Integer> {

  @Mixin CommonOptions options = new CommonOptions();

  @Option(
      names = "--fix",
      description =
          "put the bucket's CORS and lifecycle rules where they are missing; without it, what would change is only said")
  boolean fix;

  /**
   * @param name what was looked at
   * @param ok whether it is fine
   * @param found what was found
   * @param remedy what to do, empty when fine
   */
  record Check(String name, boolean ok, String found, String remedy) {}

  private final List<Check> checks = new ArrayList<>();

  @Override
  public Integer call() {
    machine();
    devices();
    settings();
    boolean well = checks.stream().allMatch(Check::ok);
    System.out.println(
        options.json
            ? Json.writePretty(Map.of("checks", checks))
            : checks.stream()
                .map(
                    c ->
                        "%-4s %-15s %s%s"
                            .formatted(
                                c.ok() ? "ok" : "BAD",
                                c.name(),
                                c.found(),
                                c.ok() ? "" : " — " + c.remedy()))
                .collect(Collectors.joining("\n")));
    return well ? 0 : 1;
  }

  private void machine() {
    add(
        "java",
        Runtime.version().feature() >= 17,
        Runtime.version().toString(),
        "install a JDK 17 or newer");
    int cores = Runtime.getRuntime().availableProcessors();
    add("cores", cores >= 2, cores + " cores", "training and scoring use two");
    add(
        "cpu",
        true,
        "oneDNN binary "
            + Optional.ofNullable(System.getProperty("org.bytedeco.javacpp.platform.extension"))
                .orElse("(loader's choice)"),
        "");
  }

  private void devices() {
    List<Gpu> devices = Gpu.find(Path.of("nvidia-smi"));
    for (Gpu device : devices) {
      add("gpu", true, device.verdict(Gpu.inBuild()), "");
    }
    if (devices.isEmpty()) {
      boolean cpu = !Gpu.inBuild();
      add(
          "gpu",
          cpu,
          "no NVIDIA device: training runs on the CPU",
          "this build is for CUDA: build without -Pcuda");
    }
  }

  private void settings() {
    try {
      Settings settings = PlatformSession.settings(options.home(), System.getenv());
      add("home", true, options.home() + ", " + (free(options.home()) >> 20) + " MB free", "");
      add(
          "database",
          true,
          settings.databaseUrl() == null ? "embedded PostgreSQL 17" : "own server",
          "");
      add(
          "object storage",
          true,
          settings.s3Aws()
              ? "Amazon S3"
              : settings.s3Endpoint() == null ? "embedded endpoint" : "own endpoint",
          "");
      add(
          "tracking",
          true,
          settings.mlflowUri() == null
              ? "outbox only, no MLflow server configured"
              : "MLflow at " + settings.mlflowUri().getHost(),
          "");
      boolean free = portFree(settings);
      add(
          "port",
          free,
          settings.bind() + ":" + settings.port() + (free ? " is free" : " is in use"),
          "stop what uses it, or choose another with DERMAFLOW_PORT");
      open(settings);
    } catch (DermaflowException e) {
      add("settings", false, String.valueOf(e.getMessage()), "see the message");
    } catch (IOException e) {
      add("home", false, e.toString(), "choose another with --home");
    }
  }

  private void open(Settings settings) {
    try (PlatformSession platform =
        PlatformSession.open(settings, System.getenv(), Progress.NONE, WebApplicationType.NONE)) {
      add(
          "platform",
          platform.get(Settings.class).equals(settings),
          "services answer, all schemas are up to date",
          "");
      checks.addAll(BucketDoctor.check(settings, () -> platform.get(BucketRules.class), fix));
    } catch (DermaflowException e) {
      add("platform", false, String.valueOf(e.getMessage()), "see the message");
    }
  }

  private static long free(Path home) throws IOException {
    return Files.getFileStore(home).getUsableSpace();
  }

  private static boolean portFree(Settings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.bind(), settings.port()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void add(String name, boolean ok, String found, String remedy) {
    checks.add(new Check(name, ok, found, ok ? "" : remedy));
  }
}
