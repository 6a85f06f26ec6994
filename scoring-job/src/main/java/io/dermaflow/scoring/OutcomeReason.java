package io.dermaflow.scoring;

import io.dermaflow.features.Outcome;

/** Why an upload has no score: one table for all. Names are stored: never rename one. */
public enum OutcomeReason {
  NO_FACE(Outcome.ABSTAINED),
  SEVERAL_FACES(Outcome.ABSTAINED),
  BLURRED(Outcome.ABSTAINED),
  TOO_DARK(Outcome.ABSTAINED),
  TOO_BRIGHT(Outcome.ABSTAINED),
  TOO_SMALL(Outcome.ABSTAINED),
  BLANK(Outcome.ABSTAINED),
  NOT_A_PICTURE(Outcome.SET_ASIDE),
  CUT_OFF(Outcome.SET_ASIDE),
  CORRUPT(Outcome.SET_ASIDE),
  TOO_LARGE(Outcome.SET_ASIDE),
  UNDECODABLE(Outcome.SET_ASIDE),
  TIMED_OUT(Outcome.SET_ASIDE),
  SURVEY_INVALID(Outcome.SET_ASIDE),
  UNREADABLE(Outcome.SET_ASIDE);

  private final Outcome outcome;

  OutcomeReason(Outcome outcome) {
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }
}
