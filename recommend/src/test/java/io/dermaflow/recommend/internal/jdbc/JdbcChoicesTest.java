package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.ChoicesContract;
import io.dermaflow.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcChoicesTest extends ChoicesContract {

  @Override
  protected Choices emptyChoices() {
    return new JdbcChoices(
        new JdbcTemplate(TestDatabase.with(RecommendAutoConfiguration.SCHEMA).dataSource()));
  }
}
