package io.dermaflow.scheduler.serving;

import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Loads the model and compiles the catalogue when a server is ready, so that the first person does
 * not wait for them. Nothing depends on it.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** One pixel: too small to say anything of. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final Analyses analyses;

  WarmUp(Analyses analyses) {
    this.analyses = analyses;
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    Thread thread = new Thread(this::analyze, "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private void analyze() {
    try {
      analyses.analyze(Base64.getDecoder().decode(PNG), null);
    } catch (RuntimeException e) { // no model yet, or the server is closed again
      LOG.debug("Nothing was warmed up: {}", e.getMessage());
    }
  }
}
