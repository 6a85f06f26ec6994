package io.dermaflow.training;

/** What starters of {@code ingestDatasetJob} need to know of it. */
public final class IngestDatasetParameters {

  /** Value of parameter {@code consent} that sets items without consent aside. */
  public static final String CONSENT_REQUIRED = "required";

  /** Key under which step {@code takeItems} says how many items the source lists. */
  public static final String LISTED = "listed";

  /** Decides the splits of all datasets; part of what a version means. */
  public static final long SPLIT_SEED = 20260101;

  private IngestDatasetParameters() {}
}
