package io.dermaflow.recommend.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.ids.Digests;
import io.dermaflow.json.Json;
import io.dermaflow.models.Condition;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.TestPeople;
import io.dermaflow.recommend.rendered.RenderedPeople;
import io.dermaflow.testing.JobContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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

  /** The job goes by the clock: what was seen has to be of these days. */
  private static final Instant SEEN =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));

  /** The query of docs/recommend.md: what a recommendation states beside what is kept. */
  private static final String TRACE =
      """
      select r.subject_id, stated.key as number, stated.value::numeric as stated,
             (h.conditions ->> upper(stated.key))::numeric as kept
        from (select subject_id, body::jsonb as body from features.recommendation) r
        join features.skin_history h
          on h.upload_id = r.body ->> 'upload_id' and h.model_id = r.body ->> 'model'
       cross join lateral jsonb_each_text(r.body -> 'based_on' -> 'picture') stated
       where stated.key not in ('severity', 'skin_type')
      union all
      select r.subject_id, 'price of ' || (product ->> 'id'), (product ->> 'price_rm')::numeric,
             (p.body ->> 'price')::numeric
        from (select subject_id, body::jsonb as body from features.recommendation) r
       cross join lateral jsonb_array_elements(r.body -> 'products') product
        join recommend.product p
          on p.version = (r.body ->> 'catalogue_version')::integer and p.id = product ->> 'id'
      """;

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
    List<SkinFeatures> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(row("s%04d".formatted(i), "e", "{\"budget\": \"RM50-150\"}", SEEN));
    }
    context.get(FeatureStore.class).write(rows);
  }

  private static SkinFeatures row(String subject, String etag, String survey, Instant seenAt) {
    return TestPeople.person("MODERATE", "OILY")
        .seenWith(.9, Condition.ACNE)
        .saying(survey)
        .seenAt(seenAt)
        .withEtag(etag)
        .features(subject);
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
    assertThat(current.checks()).hasSize(7).allMatch(Publication.Check::passed);
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
                TestPeople.withoutPicture()
                    .seenAt(SEEN)
                    .saying("{\"skin_type\": \"dry\", \"pregnant\": true}")
                    .features("s")));
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
  void goesOnAtTheFailedPageAndShowsNothingHalf() throws Exception {
    ingest(1);
    subjects(0, 530);
    breakInserts("features.recommendation", "new.subject_id = 's0520'");
    assertThat(recommend(true, 1).getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(context.get(FeatureReader.class).findRecommendation("s0001")).isEmpty();
    assertThat(count("select count(*) from features.recommendation")).isEqualTo(500);
    assertThat(count("select count(*) from recommend.choice")).isEqualTo(500);

    subjects(530, 540); // late-comers are for the next publication
    mend("features.recommendation");
    assertThat(recommend(true, 1).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(context.get(FeatureReader.class).findCurrent().orElseThrow().subjects())
        .isEqualTo(530);
    assertThat(count("select count(*) from recommend.choice")).isEqualTo(530);
  }

  @Test
  void redoesOnlyWhoHasNewFeatures() throws Exception {
    ingest(1);
    subjects(0, 20);
    recommend(true, 1);
    String before = body("s0003");
    markServed();
    context
        .get(FeatureStore.class)
        .write(
            List.of(
                row("s0007", "e2", "{\"pregnant\": true}", SEEN.plusSeconds(60)),
                row("s0020", "e", "{}", SEEN)));
    assertThat(recommend(true, 2).getAllFailureExceptions()).isEmpty();
    assertThat(context.get(FeatureReader.class).findCurrent().orElseThrow().subjects())
        .isEqualTo(21);
    assertThat(redone()).containsExactly("s0007", "s0020");
    assertThat(body("s0007")).contains("pregnancy-salicylic-leave-on");
    assertThat(body("s0003").replace(",\"marked\":true", "")).isEqualTo(before);
  }

  @Test
  void redoesOnlyWhomAChangedProductTouches() throws Exception {
    ingest(1);
    subjects(0, 10);
    context
        .get(FeatureStore.class)
        .write(List.of(row("s0010", "e", "{\"allergies\": [\"niacinamide\"]}", SEEN)));
    recommend(true, 1);
    markServed();
    int before = catalogue().findNewest().orElseThrow().version();
    Files.writeString(file, Files.readString(file).replace("treat,72,betaine", "treat,73,betaine"));
    ingest(2);
    int now = catalogue().findNewest().orElseThrow().version();
    assertThat(catalogue().diff(before, now).changed()).containsExactly("cosrx-bha");
    assertThat(recommend(true, 2).getAllFailureExceptions()).isEmpty();
    // Whoever is allergic to it has never had it.
    assertThat(redone()).hasSize(10).doesNotContain("s0010");
    assertThat(body("s0001")).contains("73.0");
    assertThat(body("s0010")).contains("\"catalogue_version\":" + before);
  }

  @Test
  void tracesEveryNumberOfAReasonByOneQuery() throws Exception {
    ingest(1);
    List<SkinFeatures> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(RenderedPeople.features(i));
    }
    context.get(FeatureStore.class).write(rows);
    recommend(true, 1);
    assertThat(count("select count(*) from (" + TRACE + ") traced")).isGreaterThan(300);
    assertThat(
            count("select count(*) from (" + TRACE + ") traced where stated is distinct from kept"))
        .isZero();
  }

  private String body(String subject) {
    return context.get(FeatureReader.class).findRecommendation(subject).orElseThrow().body();
  }

  /** Marks what is served, so that what is taken over can be told from what is made anew. */
  private void markServed() {
    context
        .get(JdbcClient.class)
        .sql("update features.recommendation set body = left(body, -1) || ',\"marked\":true}'")
        .update();
  }

  private List<String> redone() {
    return context
        .get(JdbcClient.class)
        .sql(
            """
            select subject_id
              from features.recommendation
             where publication = (select publication from features.current_publication)
               and not body::jsonb ? 'marked'
             order by 1
            """
                .replace("?", "??"))
        .query(String.class)
        .list();
  }

  private long count(String sql) {
    return context.get(JdbcClient.class).sql(sql).query(Long.class).single();
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
