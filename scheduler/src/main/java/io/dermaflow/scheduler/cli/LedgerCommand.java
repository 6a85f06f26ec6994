package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.scheduler.LedgerSession;
import io.dermaflow.scheduler.PlatformSession;
import java.util.Optional;

/** A command that only looks at datasets: it answers without opening the platform. */
abstract class LedgerCommand extends PlatformCommand {

  abstract Answer look(DatasetLedger ledger);

  @Override
  final Answer run(PlatformSession platform) {
    return look(platform.get(DatasetLedger.class));
  }

  @Override
  public Integer call() {
    Optional<LedgerSession> found = LedgerSession.find(options.home(), System.getenv());
    if (found.isEmpty()) {
      return super.call();
    }
    try (LedgerSession session = found.get()) {
      return told(look(session.ledger()));
    }
  }
}
