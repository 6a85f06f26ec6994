package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.ids.Digests;
import io.dermaflow.json.Json;
import io.dermaflow.progress.Progress;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.PublicationChecks;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.annotation.JobScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * {@code recommendJob}: beginPublication, fillPublication in chunks, checkPublication,
 * switchPublication; ends after the first step when nothing has changed.
 */
@AutoConfiguration
public class RecommendJobConfiguration {

  /** Name of the job; persisted, never to be changed. */
  public static final String JOB = "recommendJob";

  /** Exit status of a run that found nothing to do. */
  public static final String UNCHANGED = "UNCHANGED";

  /** Keys in the job's execution context. */
  public static final String PUBLICATION = "publication";

  private static final String POSITION = "position";
  private static final String CATALOGUE = "catalogue";
  private static final int CHUNK = 100;

  @Bean
  public Job recommendJob(
      JobRepository jobs,
      Step beginPublication,
      Step fillPublication,
      Step checkPublication,
      Step switchPublication) {
    return new JobBuilder(JOB, jobs)
        .start(beginPublication)
        .on(UNCHANGED)
        .end()
        .from(beginPublication)
        .on("*")
        .to(fillPublication)
        .next(checkPublication)
        .next(switchPublication)
        .end()
        .build();
  }

  @Bean
  @JobScope
  public Step beginPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      FeatureStore features,
      FeatureReader reader,
      Publications publications,
      Catalogue catalogue,
      @Value("#{jobExecution.jobInstanceId}") long run) {
    return new StepBuilder("beginPublication", jobs)
        .tasklet(
            (contribution, context) -> {
              CatalogueVersion products =
                  catalogue
                      .findNewest()
                      .orElseThrow(
                          () ->
                              DermaflowException.usage(
                                  "There is no catalogue",
                                  "a catalogue version to choose from",
                                  "'catalogue ingest FILE' makes one"));
              long position = features.position();
              String digest =
                  Digests.sha256(
                      Recommender.RULES
                          + "|"
                          + products.digest()
                          + "|"
                          + features.digest(position));
              ExecutionContext job =
                  context
                      .getStepContext()
                      .getStepExecution()
                      .getJobExecution()
                      .getExecutionContext();
              var current = reader.findCurrent();
              if (current.isPresent() && current.get().inputDigest().equals(digest)) {
                job.putLong(PUBLICATION, current.get().id());
                contribution.setExitStatus(new ExitStatus(UNCHANGED));
                return RepeatStatus.FINISHED;
              }
              Publication begun = publications.begin(run, digest);
              job.putLong(PUBLICATION, begun.id());
              job.putLong(POSITION, position);
              job.putInt(CATALOGUE, products.version());
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  @Bean
  @JobScope
  public Step fillPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      FeatureStore features,
      Publications publications,
      Catalogue catalogue,
      Progress progress,
      @Value("#{jobExecutionContext['publication']}") long publication,
      @Value("#{jobExecutionContext['position']}") long position,
      @Value("#{jobExecutionContext['catalogue']}") int version) {
    SubjectFeatures subjects = new SubjectFeatures(features, position, progress);
    return new StepBuilder("fillPublication", jobs)
            .<SkinFeatures, SkinFeatures>chunk(CHUNK)
            .transactionManager(transactions)
            .reader(subjects)
            .writer(
                chunk -> {
                  Recommender recommender = recommender(catalogue, version);
                  Map<String, String> bodies = new LinkedHashMap<>();
                  for (SkinFeatures row : chunk) {
                    Recommendation made = recommender.recommend(row);
                    bodies.put(made.subjectId(), Json.write(made));
                  }
                  publications.add(publication, bodies);
                })
            .stream(subjects)
            .build();
  }

  private static Recommender recommender(Catalogue catalogue, int version) {
    CatalogueVersion newest =
        catalogue.findNewest().orElseThrow(() -> new IllegalStateException("no catalogue"));
    return new Recommender(
        new CatalogueVersion(
            version, newest.digest(), newest.products(), newest.setAside(), newest.createdAt()),
        catalogue.products(version));
  }

  @Bean
  @JobScope
  public Step checkPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Publications publications,
      @Value("#{jobExecutionContext['publication']}") long publication) {
    return new StepBuilder("checkPublication", jobs)
        .tasklet(
            (contribution, context) -> {
              List<Publication.Check> checks = new PublicationChecks(publications).run(publication);
              Publication done = publications.complete(publication, checks);
              if (done.state() == Publication.State.REFUSED) {
                contribution.setExitStatus(new ExitStatus("REFUSED"));
              }
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  @Bean
  @JobScope
  public Step switchPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Publications publications,
      @Value("#{jobExecutionContext['publication']}") long publication,
      @Value("#{jobParameters['publish']}") String publish) {
    return new StepBuilder("switchPublication", jobs)
        .tasklet(
            (contribution, context) -> {
              Publication candidate =
                  publications
                      .find(publication)
                      .orElseThrow(() -> new IllegalStateException("no publication"));
              if (Boolean.parseBoolean(publish) && candidate.state().servable()) {
                publications.switchTo(publication, JOB);
              }
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }
}
