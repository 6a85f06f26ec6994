package io.dermaflow.database;

import io.dermaflow.errors.DermaflowException;
import java.util.Collection;
import java.util.Comparator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.JavaMigration;

/** Brings the schemas of all rooms up to date; safe to call from several processes at once. */
public final class Migrator {

  private final DataSource dataSource;

  public Migrator(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Migrates each schema, smallest order first.
   *
   * @throws DermaflowException when a migration fails; the schema stays as it was before that
   *     migration
   */
  public void migrate(Collection<SchemaMigration> schemas) {
    schemas.stream()
        .sorted(
            Comparator.comparingInt(SchemaMigration::order).thenComparing(SchemaMigration::schema))
        .forEach(this::migrate);
  }

  private void migrate(SchemaMigration schema) {
    try {
      Flyway.configure()
          .dataSource(dataSource)
          .schemas(schema.schema())
          .defaultSchema(schema.schema())
          .createSchemas(true)
          .locations("classpath:" + schema.location())
          .failOnMissingLocations(schema.code().isEmpty())
          .javaMigrations(schema.code().toArray(JavaMigration[]::new))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw DermaflowException.failed(
          "Schema '" + schema.schema() + "' could not be migrated: " + e.getMessage(),
          "a database that this version can bring up to date",
          "the database user lacks CREATE, or a newer Dermaflow has migrated it already",
          e);
    }
  }
}
