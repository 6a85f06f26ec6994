package io.dermaflow.client;

import java.util.List;

/**
 * What became of feedback.
 *
 * @param added how many are new
 * @param known how many had been told before
 * @param recomputed whether the person's recommendation was made anew at once
 */
public record FeedbackResult(int added, int known, List<Refused> refused, boolean recomputed) {

  public FeedbackResult {
    refused = Values.list(refused);
  }

  /** One that was not taken, with its place in the list, from 0. */
  public record Refused(int index, String reason) {}
}
