package io.dermaflow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.database.Migrator;
import io.dermaflow.scheduler.runs.FrameworkSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The image that compose.yaml names; skipped where no Docker daemon runs. */
@Testcontainers(disabledWithoutDocker = true)
class PostgresInDockerTest {

  @Container
  private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:17-alpine");

  @Test
  void takesTheMigrations() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(POSTGRES.getJdbcUrl());
    dataSource.setUser(POSTGRES.getUsername());
    dataSource.setPassword(POSTGRES.getPassword());
    new Migrator(dataSource).migrate(List.of(FrameworkSchemas.BATCH, FrameworkSchemas.QUARTZ));
    assertThat(
            JdbcClient.create(dataSource)
                .sql("select count(*) from batch.batch_job_instance")
                .query(Long.class)
                .single())
        .isZero();
  }
}
