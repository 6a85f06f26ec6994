package io.dermaflow.scoring;

import java.util.List;

/**
 * Outcomes of a part of a shard, ready to be written.
 *
 * @param shard the shard
 * @param uploads the uploads as they were read
 * @param outcomes their outcomes, in the same order
 * @param last whether nothing of the shard is left after it
 */
public record ScoredBlock(
    Shard shard, List<UploadRef> uploads, List<UploadOutcome> outcomes, boolean last) {}
