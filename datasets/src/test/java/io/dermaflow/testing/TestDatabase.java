package io.dermaflow.testing;

import io.dermaflow.database.Migrator;
import io.dermaflow.database.SchemaMigration;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A new database with the schemas that a test asks for. Its session time zone is not UTC. */
public final class TestDatabase {

  private final DataSource dataSource;

  private TestDatabase(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  public static TestDatabase with(SchemaMigration... schemas) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(TestServices.newDatabase());
    new Migrator(dataSource).migrate(List.of(schemas));
    return new TestDatabase(dataSource);
  }

  /** Adds the tables of Spring Batch, from its own script, to schema {@code batch}. */
  static void addBatchTables(JdbcClient jdbc) {
    try {
      String script =
          new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql")
              .getContentAsString(StandardCharsets.UTF_8);
      jdbc.sql("create schema batch; set search_path to batch; " + script + "; reset search_path")
          .update();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(dataSource);
  }

  public TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }
}
