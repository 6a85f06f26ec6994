package io.dermaflow.recommend.rules;

import io.dermaflow.models.Severity;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Person;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a rule is for; every condition must hold.
 *
 * @param pregnant only who said so
 * @param ageBelow only who said to be younger, or null for every age
 * @param severities only these grades, as seen; empty for every one
 * @param types only the types that count for a person; empty for every one
 * @param abstained only who has no judgement of the picture
 * @param stale only who has an old picture
 */
public record When(
    boolean pregnant,
    @Nullable Integer ageBelow,
    Set<Severity> severities,
    Set<SkinType> types,
    boolean abstained,
    boolean stale) {

  /** Everybody. */
  public static final When ALWAYS = new When(false, null, Set.of(), Set.of(), false, false);

  public boolean holds(Person person) {
    return (!pregnant || person.pregnant())
        && (ageBelow == null || (person.age() >= 0 && person.age() < ageBelow))
        && (severities.isEmpty()
            || (person.severity() != null && severities.contains(person.severity())))
        && (types.isEmpty() || (person.type() != null && types.contains(person.type())))
        && (!abstained || person.abstained())
        && (!stale || person.stale());
  }
}
