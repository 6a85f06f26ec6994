package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.database.SchemaMigration;
import io.dermaflow.datasets.DatasetGate;
import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.IngestDataset;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.pictures.PictureCodec;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in PostgreSQL, schema {@code datasets}. */
@AutoConfiguration
public class DatasetsAutoConfiguration {

  /** The tables of this room. */
  public static final SchemaMigration SCHEMA = new SchemaMigration("datasets", "db/datasets", 10);

  @Bean
  public SchemaMigration datasetsSchema() {
    return SCHEMA;
  }

  @Bean
  public DatasetLedger datasetLedger(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new JdbcDatasetLedger(jdbc, new TransactionTemplate(transactions), clock);
  }

  /** A ledger on a database whose schema is that of this release. */
  public static DatasetLedger ledger(DataSource database, Clock clock) {
    return new JdbcDatasetLedger(
        new JdbcTemplate(database),
        new TransactionTemplate(new JdbcTransactionManager(database)),
        clock);
  }

  @Bean
  @ConditionalOnMissingBean
  public DatasetGate datasetGate() {
    return DatasetGate.DEFAULT;
  }

  @Bean
  public IngestDataset ingestDataset(
      DatasetLedger ledger, ObjectStorage storage, PictureCodec codec) {
    return new IngestDataset(ledger, storage, codec);
  }
}
