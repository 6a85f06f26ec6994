package io.dermaflow.models.internal.jdbc;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.models.WeightsEntry;
import io.dermaflow.models.WeightsRegistry;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Weights in schema {@code models}. */
final class JdbcWeightsRegistry implements WeightsRegistry {

  private final JdbcClient jdbc;

  JdbcWeightsRegistry(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public WeightsEntry add(WeightsEntry entry) {
    jdbc.sql(
            """
            insert into models.weights (name, sha256, entry, imported_at)
            values (:name, :sha256, :entry::jsonb, :at)
            on conflict (name) do nothing
            """)
        .param("name", entry.name())
        .param("sha256", entry.sha256())
        .param("entry", Json.write(entry))
        .param("at", Timestamp.from(entry.importedAt()))
        .update();
    WeightsEntry kept =
        find(entry.name()).orElseThrow(() -> new IllegalStateException("no row " + entry.name()));
    if (!kept.keySha256().equals(entry.keySha256())) {
      throw DermaflowException.usage(
          "The name '%s' stands for other weights (SHA-256 %s from %s)"
              .formatted(kept.name(), kept.sha256(), kept.source()),
          "a name of its own",
          "add --name OTHER: weights that models were trained from are never replaced");
    }
    return kept;
  }

  @Override
  public Optional<WeightsEntry> find(String name) {
    return jdbc.sql("select entry from models.weights where name = ?")
        .param(name)
        .query((row, n) -> Json.read(row.getString("entry"), WeightsEntry.class))
        .optional();
  }

  @Override
  public List<WeightsEntry> list() {
    return jdbc.sql("select entry from models.weights order by name")
        .query((row, n) -> Json.read(row.getString("entry"), WeightsEntry.class))
        .list();
  }
}
