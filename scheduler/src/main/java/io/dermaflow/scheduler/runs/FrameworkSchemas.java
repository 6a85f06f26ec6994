package io.dermaflow.scheduler.runs;

import io.dermaflow.database.SchemaMigration;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The tables of Spring Batch and Quartz, from the scripts that they bring along. */
public final class FrameworkSchemas {

  public static final SchemaMigration BATCH =
      new SchemaMigration(
          "batch",
          "db/batch",
          100,
          List.of(
              new BundledScript(
                  "1",
                  "spring batch tables",
                  "batch",
                  "org/springframework/batch/core/schema-postgresql.sql")));

  public static final SchemaMigration QUARTZ =
      new SchemaMigration(
          "quartz",
          "db/quartz",
          101,
          List.of(
              new BundledScript(
                  "1",
                  "quartz tables",
                  "quartz",
                  "org/quartz/impl/jdbcjobstore/tables_postgres.sql")));

  private FrameworkSchemas() {}

  /** Runs a script of a library inside a schema, without its drops and its commit. */
  private static final class BundledScript implements JavaMigration {

    private final MigrationVersion version;
    private final String description;
    private final String schema;
    private final String resource;

    BundledScript(String version, String description, String schema, String resource) {
      this.version = MigrationVersion.fromVersion(version);
      this.description = description;
      this.schema = schema;
      this.resource = resource;
    }

    @Override
    public MigrationVersion getVersion() {
      return version;
    }

    @Override
    public String getDescription() {
      return description;
    }

    /** The script of the library's version; a newer library needs a migration of its own. */
    @Override
    public Integer getChecksum() {
      return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
      return true;
    }

    @Override
    public void migrate(Context context) throws Exception {
      String script = new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
      String kept =
          script
              .lines()
              .filter(
                  line -> !line.strip().toUpperCase(java.util.Locale.ROOT).startsWith("DROP TABLE"))
              .filter(line -> !line.strip().equalsIgnoreCase("COMMIT;"))
              .reduce("", (a, b) -> a + b + "\n");
      try (Statement statement = context.getConnection().createStatement()) {
        statement.execute("set local search_path to " + schema);
      }
      ScriptUtils.executeSqlScript(
          context.getConnection(), new ByteArrayResource(kept.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
