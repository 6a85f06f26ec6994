package io.dermaflow.scoring.batch.scoreuploads;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.scoring.ScoringRun;
import java.time.Duration;
import java.util.Objects;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * What a job instance works on, by its parameters.
 *
 * @param run the run
 * @param model the model that scores
 * @param limit most uploads, 0 for all
 * @param patience how long halves of uploads wait for each other
 */
record JobRun(ScoringRun run, ModelVersion model, long limit, Duration patience) {

  static JobRun of(JobExecution execution, ModelRegistry registry) {
    JobParameters parameters = execution.getJobParameters();
    String name = Objects.requireNonNull(parameters.getString("model"));
    int version = Math.toIntExact(number(parameters, "model_version"));
    ModelVersion model =
        registry
            .find(name, version)
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        "There is no model " + name + "@" + version,
                        "a registered version",
                        "'models list' shows them"));
    ScoringRun run =
        new ScoringRun(
            execution.getJobInstanceId(),
            Objects.requireNonNull(parameters.getString("source")),
            model.id(),
            model.preprocessing().hash(),
            "shadow".equals(parameters.getString("results")));
    return new JobRun(
        run,
        model,
        number(parameters, "limit"),
        Duration.ofSeconds(number(parameters, "wait_seconds")));
  }

  private static long number(JobParameters parameters, String name) {
    Long value = parameters.getLong(name);
    return value == null ? 0 : value; // of runs that older versions began
  }
}
