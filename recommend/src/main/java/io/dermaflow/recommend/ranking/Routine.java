package io.dermaflow.recommend.ranking;

import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The steps that a person gets products for.
 *
 * @param types only for these; empty for every one
 * @param basics only for whom gentle basics are
 * @param calm only where no condition is needed
 * @param needed only where one of these is needed; empty for all
 * @param notNeeded only where none of these is needed
 * @param slots the steps, in order
 */
public record Routine(
    Set<SkinType> types,
    boolean basics,
    boolean calm,
    Set<Condition> needed,
    Set<Condition> notNeeded,
    List<Slot> slots) {

  public boolean fits(Person person) {
    return (types.isEmpty() || (person.type() != null && types.contains(person.type())))
        && (!basics || person.basicsOnly())
        && (!calm || Arrays.stream(Condition.values()).noneMatch(person::needs))
        && (needed.isEmpty() || needed.stream().anyMatch(person::needs))
        && notNeeded.stream().noneMatch(person::needs);
  }
}
