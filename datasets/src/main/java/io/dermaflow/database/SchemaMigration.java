package io.dermaflow.database;

import java.util.List;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A PostgreSQL schema, its migrations and its place in the order.
 *
 * @param schema name of the schema; its Flyway history lives inside it
 * @param location class-path folder with {@code V<n>__<intent>.sql}
 * @param order smaller first; rooms go bottom up
 * @param code migrations written in Java, for scripts that a framework brings along
 */
public record SchemaMigration(String schema, String location, int order, List<JavaMigration> code) {

  public SchemaMigration {
    code = List.copyOf(code);
  }

  /** A schema with SQL migrations only. */
  public SchemaMigration(String schema, String location, int order) {
    this(schema, location, order, List.of());
  }
}
