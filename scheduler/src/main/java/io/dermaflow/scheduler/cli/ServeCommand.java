package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "API, pages and schedules in one process, until it is stopped.")
final class ServeCommand implements Callable<Integer> {

  @Mixin CommonOptions options = new CommonOptions();

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "HTTP port (default: DERMAFLOW_PORT, or 8080)")
  @Nullable Integer port;

  @Override
  public Integer call() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    Integer wanted = port;
    if (wanted != null) {
      environment.put("DERMAFLOW_PORT", wanted.toString());
    }
    Settings settings = PlatformSession.settings(options.home(), environment);
    CountDownLatch stopped = new CountDownLatch(1);
    PlatformSession platform =
        PlatformSession.open(settings, environment, Progress.NONE, WebApplicationType.SERVLET);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  platform.close();
                  stopped.countDown();
                },
                "stop"));
    String url = "http://" + settings.bind() + ":" + settings.port() + "/";
    System.out.println(
        options.json ? Json.write(Map.of("url", url)) : "Serving " + url + " (Ctrl-C stops)");
    System.out.flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DermaflowException.failed(
          "Serving was interrupted", "to be stopped by a signal", "start it again");
    }
    return 0;
  }
}
