package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.ids.Digests;
import io.dermaflow.progress.Progress;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.PublicationChecks;
import io.dermaflow.recommend.Recommender;
import java.util.List;
import java.util.Objects;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
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
        .on("FAILED")
        .fail()
        .from(beginPublication)
        .on("STOPPED")
        .stopAndRestart(beginPublication)
        .from(beginPublication)
        .on("*")
        .to(fillPublication)
        .next(checkPublication)
        .next(switchPublication)
        .end()
        .build();
  }

  @Bean
  public Step beginPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      FeatureStore features,
      FeatureReader reader,
      Publications publications,
      Catalogue catalogue) {
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
                  Digests.sha256("rules|" + products.digest() + "|" + features.digest(position));
              JobExecution execution =
                  context.getStepContext().getStepExecution().getJobExecution();
              ExecutionContext job = execution.getExecutionContext();
              var current = reader.findCurrent();
              if (current.isPresent() && current.get().inputDigest().equals(digest)) {
                job.putLong(PUBLICATION, current.get().id());
                contribution.setExitStatus(new ExitStatus(UNCHANGED));
                return RepeatStatus.FINISHED;
              }
              Publication begun = publications.begin(execution.getJobInstanceId(), digest);
              job.putLong(PUBLICATION, begun.id());
              job.putLong(POSITION, position);
              job.putInt(CATALOGUE, products.version());
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  @Bean
  public Step fillPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      SubjectFeatures subjectFeatures,
      PublicationWriter publicationWriter) {
    return new StepBuilder("fillPublication", jobs)
            .<SkinFeatures, SkinFeatures>chunk(CHUNK)
            .transactionManager(transactions)
            .reader(subjectFeatures)
            .writer(publicationWriter)
            .stream(subjectFeatures)
            .build();
  }

  // What a step before has found out is bound when the step runs: a restart looks at every step of
  // the job before the first one has run.

  @Bean
  @StepScope
  SubjectFeatures subjectFeatures(
      FeatureStore features,
      Progress progress,
      @Value("#{jobExecutionContext['position']}") long position) {
    return new SubjectFeatures(features, position, progress);
  }

  @Bean
  @StepScope
  PublicationWriter publicationWriter(
      Publications publications,
      Catalogue catalogue,
      @Value("#{jobExecutionContext['publication']}") long publication,
      @Value("#{jobExecutionContext['catalogue']}") int version) {
    return new PublicationWriter(publications, publication, recommender(catalogue, version));
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
  public Step checkPublication(
      JobRepository jobs, PlatformTransactionManager transactions, Publications publications) {
    return new StepBuilder("checkPublication", jobs)
        .tasklet(
            (contribution, context) -> {
              long publication = publication(context);
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
  public Step switchPublication(
      JobRepository jobs, PlatformTransactionManager transactions, Publications publications) {
    return new StepBuilder("switchPublication", jobs)
        .tasklet(
            (contribution, context) -> {
              long publication = publication(context);
              Object publish = context.getStepContext().getJobParameters().get("publish");
              Publication candidate =
                  publications
                      .find(publication)
                      .orElseThrow(() -> new IllegalStateException("no publication"));
              if (Boolean.parseBoolean(String.valueOf(publish)) && candidate.state().servable()) {
                publications.switchTo(publication, JOB);
              }
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  private static long publication(ChunkContext context) {
    return (Long)
        Objects.requireNonNull(context.getStepContext().getJobExecutionContext().get(PUBLICATION));
  }
}
