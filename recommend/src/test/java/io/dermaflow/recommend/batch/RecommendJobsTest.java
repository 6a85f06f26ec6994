package io.dermaflow.recommend.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.ids.Digests;
import io.dermaflow.json.Json;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.testing.JobContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

class RecommendJobsTest {

  @TempDir Path folder;
  private JobContext context;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    context =
        JobContext.start(
            new JobContext.Beans().with(TrackingSettings.class, TrackingSettings.NONE));
    file = folder.resolve("catalogue.csv");
    try (InputStream in =
        Objects.requireNonNull(
            RecommendJobsTest.class.getResourceAsStream(
                "/io/dermaflow/recommend/demo-catalogue.csv"))) {
      Files.copy(in, file);
    }
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private JobExecution run(String job, JobParametersBuilder parameters) {
    try {
      return context
          .get(JobOperator.class)
          .start(context.get(job, Job.class), parameters.toJobParameters());
    } catch (JobExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private JobExecution ingest(long sequence) throws Exception {
    return run(
        "ingestCatalogueJob",
        new JobParametersBuilder()
            .addString("file", file.toString())
            .addString("digest", Digests.sha256(file))
            .addLong("sequence", sequence));
  }

  private JobExecution recommend(boolean publish, long sequence) {
    return run(
        "recommendJob",
        new JobParametersBuilder()
            .addString("publish", Boolean.toString(publish))
            .addLong("sequence", sequence));
  }

  private void subjects(int from, int to) {
    for (int i = from; i < to; i++) {
      context
          .get(FeatureStore.class)
          .write(
              List.of(
                  SkinFeatures.of(
                          "u" + i, "e", "skin@1", "p", Instant.parse("2026-01-01T00:00:00Z"))
                      .withSubject("s%04d".formatted(i))
                      .withSurvey("s", "{\"budget\": \"RM50-150\"}")
                      .withSeverity("MODERATE", .9)
                      .withSkinType("OILY", .9)
                      .withConditions(Map.of("ACNE", .9))
                      .withSkinScore(82)
                      .withFace(FaceFeatures.ofTone("medium-warm"))
                      .build()));
    }
  }

  private Catalogue catalogue() {
    return context.get(Catalogue.class);
  }

  @Test
  void sealsACatalogueAndSetsBadRowsAsideWithTheirLine() throws Exception {
    Files.writeString(
        file,
        "bad-price,Brand,Name,treat,free,x,oily,acne,,,\nshort,row\n",
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(ingest(1).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    CatalogueVersion version = catalogue().findNewest().orElseThrow();
    assertThat(version.products()).isEqualTo(141);
    assertThat(version.setAside()).isEqualTo(2);
    assertThat(
            context
                .get(JdbcClient.class)
                .sql("select line || ': ' || reason from recommend.refused_row order by line")
                .query(String.class)
                .list())
        .containsExactly(
            "143: price_rm 'free', expected a positive number", "144: 2 cells, expected 11");
  }

  @Test
  void refusesAFileOfAnotherFormatAndKeepsTheOldCatalogue() throws Exception {
    ingest(1);
    Files.writeString(file, "a,b,c\n1,2,3\n");
    JobExecution failed = ingest(2);
    assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(failed.getAllFailureExceptions().toString()).contains("header is [a, b, c]");
    assertThat(catalogue().findNewest().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void goesOnWithACatalogueAfterAFailureAtTheLineItHadComeTo() throws Exception {
    breakInserts("recommend.product", "new.id = 'skintific-cleanser'");
    assertThat(ingest(1).getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(catalogue().findNewest()).isEmpty();
    mend("recommend.product");
    assertThat(ingest(1).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(catalogue().findNewest().orElseThrow().products()).isEqualTo(141);
  }

  @Test
  void publishesEverySubjectAndNothingNewTheSecondTime() throws Exception {
    ingest(1);
    subjects(0, 5);
    assertThat(recommend(true, 1).getAllFailureExceptions()).isEmpty();
    Publication current = context.get(FeatureReader.class).findCurrent().orElseThrow();
    assertThat(current.subjects()).isEqualTo(5);
    assertThat(current.checks()).hasSize(6).allMatch(Publication.Check::passed);
    Recommendation made =
        Json.read(
            context.get(FeatureReader.class).findRecommendation("s0002").orElseThrow().body(),
            Recommendation.class);
    assertThat(made.products())
        .extracting(Recommendation.ProductCard::title)
        .containsExactly("COSRX BHA", "CeraVe Foaming", "La Roche Effaclar");

    JobExecution second = recommend(true, 2);
    assertThat(second.getExecutionContext().getLong("publication")).isEqualTo(current.id());
    assertThat(context.get(Publications.class).list()).hasSize(1);
  }

  @Test
  void publishesForAPersonOfWhomThereIsOnlyASurvey() throws Exception {
    ingest(1);
    context
        .get(FeatureStore.class)
        .write(
            List.of(
                SkinFeatures.of("u", "", "skin@1", "p", Instant.parse("2026-01-01T00:00:00Z"))
                    .withSubject("s")
                    .withSurvey("v1", "{\"skin_type\": \"dry\", \"pregnant\": true}")
                    .build()));
    assertThat(recommend(true, 1).getAllFailureExceptions()).isEmpty();
    Recommendation made =
        Json.read(
            context.get(FeatureReader.class).findRecommendation("s").orElseThrow().body(),
            Recommendation.class);
    assertThat(made.severity()).isNull();
    assertThat(made.skinScore()).isNull();
    assertThat(made.skinType()).isEqualTo("DRY");
    assertThat(made.products()).hasSize(3);
  }

  @Test
  void leavesACandidateWhereNoSwitchIsWanted() throws Exception {
    ingest(1);
    subjects(0, 2);
    recommend(false, 1);
    assertThat(context.get(FeatureReader.class).findCurrent()).isEmpty();
    assertThat(context.get(Publications.class).list())
        .extracting(Publication::state)
        .containsExactly(Publication.State.CHECKED);
  }

  @Test
  void saysThatThereIsNoCatalogue() {
    subjects(0, 1);
    assertThat(recommend(true, 1).getAllFailureExceptions().toString())
        .contains("There is no catalogue");
  }

  @Test
  void goesOnOnceTheMissingCatalogueIsThere() throws Exception {
    subjects(0, 1);
    assertThat(recommend(true, 1).getStatus()).isEqualTo(BatchStatus.FAILED);
    ingest(1);
    JobExecution restarted = recommend(true, 1);
    assertThat(restarted.getAllFailureExceptions()).isEmpty();
    assertThat(restarted.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(context.get(FeatureReader.class).findCurrent()).isPresent();
  }

  @Test
  void refusesAPublicationWithoutSubjects() throws Exception {
    ingest(1);
    recommend(true, 1);
    assertThat(context.get(FeatureReader.class).findCurrent()).isEmpty();
    assertThat(context.get(Publications.class).list())
        .extracting(Publication::state)
        .containsExactly(Publication.State.REFUSED);
  }

  @Test
  void goesOnAtTheFailedChunkAndShowsNothingHalf() throws Exception {
    ingest(1);
    subjects(0, 130);
    breakInserts("features.recommendation", "new.subject_id = 's0120'");
    assertThat(recommend(true, 1).getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(context.get(FeatureReader.class).findRecommendation("s0001")).isEmpty();
    assertThat(
            context
                .get(JdbcClient.class)
                .sql("select count(*) from features.recommendation")
                .query(Long.class)
                .single())
        .isEqualTo(100);

    subjects(130, 140); // late-comers are for the next publication
    mend("features.recommendation");
    assertThat(recommend(true, 1).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(context.get(FeatureReader.class).findCurrent().orElseThrow().subjects())
        .isEqualTo(130);
  }

  private void breakInserts(String table, String when) {
    JdbcClient jdbc = context.get(JdbcClient.class);
    jdbc.sql(
            "create function broken() returns trigger language plpgsql as $$ begin if "
                + when
                + " then raise exception 'broken'; end if; return new; end $$")
        .update();
    jdbc.sql(
            "create trigger breaks before insert on "
                + table
                + " for each row execute function broken()")
        .update();
  }

  private void mend(String table) {
    context.get(JdbcClient.class).sql("drop trigger breaks on " + table).update();
  }
}
