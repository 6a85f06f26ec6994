package io.dermaflow.datasets;

import java.util.Set;

/**
 * What an item must have to be taken.
 *
 * @param consentRequired whether the source must say that the person agreed
 */
public record IntakeRules(boolean consentRequired) {

  /** What a source may write for yes, in lower case. */
  public static final Set<String> AGREED = Set.of("yes", "y", "true", "1", "granted", "given");

  /** Nothing beside a sound picture and labels that are known. */
  public static final IntakeRules OPEN = new IntakeRules(false);
}
