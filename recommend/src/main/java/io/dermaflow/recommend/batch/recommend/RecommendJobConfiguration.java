package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.progress.Progress;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.FilledPage;
import io.dermaflow.recommend.PublicationChecks;
import io.dermaflow.recommend.PublicationInputs;
import io.dermaflow.recommend.PublicationPlan;
import io.dermaflow.recommend.Recommenders;
import java.time.Clock;
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
 * {@code recommendJob}: beginPublication, fillPublication page by page, checkPublication,
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

  private static final String BASE = "base";

  /** Subjects that are written together. */
  static final int PAGE = 500;

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
  PublicationPlan publicationPlan(
      FeatureStore features,
      FeatureReader reader,
      Catalogue catalogue,
      Choices choices,
      Recommenders recommenders) {
    return new PublicationPlan(features, reader, catalogue, choices, recommenders);
  }

  @Bean
  public Step beginPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      PublicationPlan publicationPlan,
      Publications publications,
      Choices choices,
      Clock clock) {
    return new StepBuilder("beginPublication", jobs)
        .tasklet(
            (contribution, context) -> {
              JobExecution execution =
                  context.getStepContext().getStepExecution().getJobExecution();
              ExecutionContext job = execution.getExecutionContext();
              PublicationPlan.Plan plan = publicationPlan.plan(clock.instant());
              if (plan.unchanged()) {
                job.putLong(PUBLICATION, plan.base());
                contribution.setExitStatus(new ExitStatus(UNCHANGED));
                return RepeatStatus.FINISHED;
              }
              Publication begun = publications.begin(execution.getJobInstanceId(), plan.digest());
              choices.keep(begun.id(), plan.inputs());
              job.putLong(PUBLICATION, begun.id());
              job.putLong(BASE, plan.base());
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  @Bean
  public Step fillPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      FilledPages filledPages,
      FilledPageWriter filledPageWriter) {
    return new StepBuilder("fillPublication", jobs)
            .<FilledPage, FilledPage>chunk(1)
            .transactionManager(transactions)
            .reader(filledPages)
            .writer(filledPageWriter)
            .stream(filledPages)
            .build();
  }

  // What a step before has found out is bound when the step runs: a restart looks at every step of
  // the job before the first one has run.

  @Bean
  @StepScope
  FilledPages filledPages(
      FeatureStore features,
      Choices choices,
      PublicationPlan publicationPlan,
      Progress progress,
      @Value("#{jobExecutionContext['publication']}") long publication,
      @Value("#{jobExecutionContext['base']}") long base) {
    PublicationInputs inputs = inputs(choices, publication);
    return new FilledPages(
        features,
        choices,
        publicationPlan.filler(inputs, base),
        inputs.position(),
        base,
        PAGE,
        progress);
  }

  @Bean
  @StepScope
  FilledPageWriter filledPageWriter(
      Publications publications,
      Choices choices,
      @Value("#{jobExecutionContext['publication']}") long publication,
      @Value("#{jobExecutionContext['base']}") long base) {
    return new FilledPageWriter(publications, choices, publication, base);
  }

  private static PublicationInputs inputs(Choices choices, long publication) {
    return choices
        .findInputs(publication)
        .orElseThrow(() -> new IllegalStateException("no inputs of publication " + publication));
  }

  @Bean
  public Step checkPublication(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      Publications publications,
      Choices choices,
      PublicationPlan publicationPlan) {
    return new StepBuilder("checkPublication", jobs)
        .tasklet(
            (contribution, context) -> {
              long publication = publication(context);
              int catalogue = inputs(choices, publication).catalogue();
              List<Publication.Check> checks =
                  new PublicationChecks(publications, publicationPlan.sold(catalogue))
                      .run(publication);
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
