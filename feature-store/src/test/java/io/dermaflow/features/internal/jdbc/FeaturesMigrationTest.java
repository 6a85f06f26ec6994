package io.dermaflow.features.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.database.Migrator;
import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.testing.TestServices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class FeaturesMigrationTest {

  @Test
  void servesRowsOfTheFirstVersion() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(TestServices.newDatabase());
    Flyway.configure()
        .dataSource(database)
        .schemas("features")
        .locations("classpath:db/features")
        .target("1")
        .load()
        .migrate();
    JdbcClient jdbc = JdbcClient.create(database);
    jdbc.sql(
            """
            with old as (
              insert into features.skin_history
                (upload_id, subject_id, etag, model_id, preprocessing, event_time, severity,
                 severity_confidence, skin_type, skin_type_confidence, conditions, skin_score, tone,
                 survey, written_at)
              values ('u', 's', 'e', 'skin@1', 'p', '2026-01-01T00:00:00Z', 'MILD', 0.5, 'DRY', 0.6,
                      '{"ACNE": 0.25}', 70, 'tan-warm', '{"age": 30}', now())
              returning *)
            insert into features.skin_latest select subject_id, id, event_time from old
            """)
        .update();

    new Migrator(database).migrate(List.of(FeaturesAutoConfiguration.SCHEMA));

    assertThat(new JdbcFeatureReader(jdbc).findFeatures("s"))
        .contains(
            SkinFeatures.of("u", "e", "skin@1", "p", Instant.parse("2026-01-01T00:00:00Z"))
                .withSubject("s")
                .withSurvey("", "{\"age\": 30}")
                .withSeverity("MILD", 0.5)
                .withSkinType("DRY", 0.6)
                .withConditions(Map.of("ACNE", 0.25), Map.of())
                .withSkinScore(70)
                .withFace(FaceFeatures.ofTone("tan-warm"))
                .build());
    assertThat(
            jdbc.sql(
                    """
                    select conname from pg_constraint
                     where conrelid = 'features.skin_history'::regclass and contype = 'u'
                    """)
                .query(String.class)
                .list())
        .containsExactly("skin_history_key");
  }
}
