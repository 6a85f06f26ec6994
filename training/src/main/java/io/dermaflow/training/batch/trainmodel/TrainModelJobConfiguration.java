package io.dermaflow.training.batch.trainmodel;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.models.WeightsLibrary;
import io.dermaflow.progress.Progress;
import io.dermaflow.training.Recipe;
import io.dermaflow.training.TrainModel;
import io.dermaflow.training.TrainRequest;
import java.util.Objects;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/** {@code trainModelJob}: prepareData, then fitNetwork, then judgeModel. */
@AutoConfiguration
public class TrainModelJobConfiguration {

  /** Name of the job; persisted, never to be changed. */
  public static final String JOB = "trainModelJob";

  private final JobRepository jobs;
  private final PlatformTransactionManager transactions;
  private final TrainModel training;
  private final DatasetLedger ledger;
  private final WeightsLibrary library;
  private final Progress progress;

  public TrainModelJobConfiguration(
      JobRepository jobs,
      PlatformTransactionManager transactions,
      TrainModel training,
      DatasetLedger ledger,
      WeightsLibrary library,
      Progress progress) {
    this.library = library;
    this.jobs = jobs;
    this.transactions = transactions;
    this.training = training;
    this.ledger = ledger;
    this.progress = progress;
  }

  @Bean
  public Job trainModelJob() {
    return new JobBuilder(JOB, jobs)
        .start(prepareData())
        .next(fitNetwork())
        .next(judgeModel())
        .build();
  }

  private Step prepareData() {
    return step(
        "prepareData",
        (contribution, context) -> {
          training.prepare(request(context), progress);
          return RepeatStatus.FINISHED;
        });
  }

  private Step fitNetwork() {
    return step(
        "fitNetwork",
        (contribution, context) -> {
          JobExecution execution = context.getStepContext().getStepExecution().getJobExecution();
          boolean done =
              training.fit(request(context), progress, () -> stopWanted(execution.getId()));
          if (!done) {
            throw new JobInterruptedException("training was asked to stop", BatchStatus.STOPPED);
          }
          return RepeatStatus.FINISHED;
        });
  }

  private Step judgeModel() {
    return step(
        "judgeModel",
        (contribution, context) -> {
          ModelVersion version = training.judge(request(context));
          context
              .getStepContext()
              .getStepExecution()
              .getJobExecution()
              .getExecutionContext()
              .putInt("version", version.version());
          return RepeatStatus.FINISHED;
        });
  }

  /** Hours of work must not hold a transaction: each part commits what it writes by itself. */
  private Step step(String name, Tasklet tasklet) {
    DefaultTransactionAttribute none =
        new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED) {
          /** A tasklet's exception that does not roll back is swallowed, and it runs again. */
          @Override
          public boolean rollbackOn(Throwable e) {
            return true;
          }
        };
    return new StepBuilder(name, jobs)
        .tasklet(tasklet, transactions)
        .transactionAttribute(none)
        // Each part does nothing when its files are there: a lost work folder is made up for.
        .allowStartIfComplete(true)
        .build();
  }

  private boolean stopWanted(long execution) {
    JobExecution now = jobs.getJobExecution(execution);
    return now != null && now.getStatus() == BatchStatus.STOPPING;
  }

  private TrainRequest request(ChunkContext context) {
    JobParameters parameters = context.getStepContext().getStepExecution().getJobParameters();
    String dataset = Objects.requireNonNull(parameters.getString("dataset"));
    int version = Objects.requireNonNull(parameters.getLong("dataset_version")).intValue();
    DatasetVersion sealed =
        ledger
            .find(dataset, version)
            .orElseThrow(() -> new IllegalStateException("no dataset " + dataset + "@" + version));
    String weights = parameters.getString("weights");
    Recipe recipe =
        Recipe.named(Objects.requireNonNull(parameters.getString("recipe")))
            .withEpochs(Objects.requireNonNull(parameters.getLong("epochs")).intValue())
            .withWidth(
                Double.parseDouble(Objects.requireNonNullElse(parameters.getString("width"), "0")));
    String digest = parameters.getString("recipe_digest");
    if (digest != null && !digest.equals(recipe.digest())) {
      throw DermaflowException.usage(
          "Recipe %s is another one than when this run began".formatted(recipe.name()),
          "the same digest, " + digest,
          "it was begun by another version of the program: start 'train' again for a new run");
    }
    return new TrainRequest(
        Objects.requireNonNull(parameters.getString("model")),
        sealed,
        recipe,
        Objects.requireNonNullElse(parameters.getString("detector"), TrainRequest.FIRST_DETECTOR),
        weights == null ? null : library.require(weights),
        Objects.requireNonNull(parameters.getLong("seed")));
  }
}
