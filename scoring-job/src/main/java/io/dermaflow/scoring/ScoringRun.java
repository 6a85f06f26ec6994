package io.dermaflow.scoring;

/**
 * One piece of work: the uploads of a source under a model.
 *
 * @param id the job instance
 * @param source where the uploads lie: {@code s3://bucket/prefix} or a folder, without a slash at
 *     the end
 * @param modelId {@code model@version}
 * @param preprocessing hash of its preprocessing
 * @param shadow whether results go to a place of their own, unseen by serving apps
 */
public record ScoringRun(
    long id, String source, String modelId, String preprocessing, boolean shadow) {}
