package io.dermaflow.recommend.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.ids.Digests;
import io.dermaflow.models.TrackingSettings;
import io.dermaflow.recommend.TestPeople;
import io.dermaflow.recommend.rendered.RenderedCatalogue;
import io.dermaflow.recommend.rendered.RenderedPeople;
import io.dermaflow.testing.JobContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.step.StepExecution;

/**
 * How fast a publication is made, from features in PostgreSQL to checked recommendations in
 * PostgreSQL: {@code -Dtest=RecommendJobSpeedTest -Ddermaflow.subjects=100000}.
 */
@EnabledIfSystemProperty(named = "dermaflow.subjects", matches = "\\d+")
class RecommendJobSpeedTest {

  private static final int PRODUCTS = 5_000;

  @TempDir Path folder;

  @Test
  void makesAPublicationOfManySubjects() throws Exception {
    int subjects = Integer.getInteger("dermaflow.subjects");
    try (JobContext context =
        JobContext.start(
            new JobContext.Beans().with(TrackingSettings.class, TrackingSettings.NONE))) {
      FeatureStore store = context.get(FeatureStore.class);
      List<SkinFeatures> rows = new ArrayList<>();
      for (int i = 0; i < subjects; i++) {
        rows.add(RenderedPeople.features(i));
        if (rows.size() == 1_000 || i == subjects - 1) {
          store.write(rows);
          rows.clear();
        }
      }
      Path file = folder.resolve("catalogue.csv");
      Files.writeString(file, RenderedCatalogue.csv(PRODUCTS, 1));
      run(
          context,
          "ingestCatalogueJob",
          new JobParametersBuilder()
              .addString("file", file.toString())
              .addString("digest", Digests.sha256(file)));
      tell("first", subjects, recommend(context, 1));
      store.write(List.of(TestPeople.person("MILD", "OILY").withEtag("e2").features("s0000001")));
      tell("one changed", subjects, recommend(context, 2));
      assertThat(context.get(FeatureReader.class).findCurrent().orElseThrow().subjects())
          .isEqualTo(subjects);
    }
  }

  private static JobExecution recommend(JobContext context, long sequence) {
    return run(
        context,
        "recommendJob",
        new JobParametersBuilder().addString("publish", "true").addLong("sequence", sequence));
  }

  private static JobExecution run(JobContext context, String job, JobParametersBuilder parameters) {
    try {
      JobExecution execution =
          context
              .get(JobOperator.class)
              .start(context.get(job, Job.class), parameters.toJobParameters());
      assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
      return execution;
    } catch (org.springframework.batch.core.job.JobExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void tell(String what, int subjects, JobExecution execution) {
    StringBuilder text = new StringBuilder(what);
    long all = 0;
    for (StepExecution step : execution.getStepExecutions()) {
      long millis = java.time.Duration.between(step.getStartTime(), step.getEndTime()).toMillis();
      all += millis;
      text.append(" %s %d ms".formatted(step.getStepName(), millis));
    }
    System.out.printf(
        "%s: %,.0f subjects/s; heap %d MiB%n",
        text,
        subjects * 1e3 / all,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
  }
}
