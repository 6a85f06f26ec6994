package io.dermaflow.scheduler;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetLedgers;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.services.EmbeddedServices;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The ledger of datasets of a home and nothing else: for commands that only look. Close it. */
public final class LedgerSession implements AutoCloseable {

  private static final String NEWEST_TABLE = "datasets.source";

  private final @Nullable EmbeddedServices services;
  private final SingleConnectionDataSource database;

  private LedgerSession(@Nullable EmbeddedServices services, SingleConnectionDataSource database) {
    this.services = services;
    this.database = database;
  }

  /**
   * Opens it; none where the platform has to be opened as a whole first, because its tables are
   * older than this release.
   */
  public static Optional<LedgerSession> find(Path home, Map<String, String> environment) {
    Settings settings = PlatformSession.settings(home, environment);
    EmbeddedServices services =
        settings.databaseUrl() == null ? EmbeddedServices.join(settings.home()) : null;
    DatabaseAddress address =
        PlatformSession.database(settings, services == null ? null : services.addresses());
    SingleConnectionDataSource database = new SingleConnectionDataSource(address.url(), true);
    if (address.username() != null) {
      database.setUsername(address.username());
      database.setPassword(String.valueOf(address.password()));
    }
    LedgerSession session = new LedgerSession(services, database);
    if (session.isCurrent()) {
      return Optional.of(session);
    }
    session.close();
    return Optional.empty();
  }

  private boolean isCurrent() {
    try {
      return Boolean.TRUE.equals(
          new JdbcTemplate(database)
              .queryForObject("select to_regclass(?) is not null", Boolean.class, NEWEST_TABLE));
    } catch (DataAccessException e) {
      return false; // told by the platform
    }
  }

  public DatasetLedger ledger() {
    return DatasetLedgers.open(database, Clock.systemUTC());
  }

  @Override
  public void close() {
    database.destroy();
    if (services != null) {
      services.close();
    }
  }
}
