package io.dermaflow.scoring;

/** Why an upload has no score: one table for all. Names are stored: never rename one. */
public enum OutcomeReason {
  NO_SELFIE(Outcome.ABSTAINED, "a survey has arrived alone"),
  NO_CONSENT(Outcome.ABSTAINED, "the person does not want to be scored"),
  NO_FACE(Outcome.ABSTAINED, "no face was found, and skin does not fill the frame"),
  SEVERAL_FACES(Outcome.ABSTAINED, "none of several faces is twice as large as the next"),
  BLURRED(Outcome.ABSTAINED, "nothing in the picture is in focus"),
  TOO_DARK(Outcome.ABSTAINED, "there is too little light"),
  TOO_BRIGHT(Outcome.ABSTAINED, "there is too much light"),
  TOO_SMALL(Outcome.ABSTAINED, "too few pixels"),
  BLANK(Outcome.ABSTAINED, "one colour everywhere"),
  NOT_A_PICTURE(Outcome.SET_ASIDE, "neither JPEG nor PNG nor WebP"),
  CUT_OFF(Outcome.SET_ASIDE, "the end of the file is missing"),
  CORRUPT(Outcome.SET_ASIDE, "the file contradicts itself"),
  TOO_LARGE(Outcome.SET_ASIDE, "too many bytes or pixels"),
  UNDECODABLE(Outcome.SET_ASIDE, "the decoder gave up"),
  TIMED_OUT(Outcome.SET_ASIDE, "decoding took too long"),
  SURVEY_INVALID(Outcome.SET_ASIDE, "the survey is not what a survey is"),
  UNREADABLE(Outcome.SET_ASIDE, "the object is gone, denied or damaged"),
  BAD_NAME(Outcome.SET_ASIDE, "a name that uploads do not have");

  private final Outcome outcome;
  private final String meaning;

  OutcomeReason(Outcome outcome, String meaning) {
    this.outcome = outcome;
    this.meaning = meaning;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** In a few words, for a person. */
  public String meaning() {
    return meaning;
  }
}
