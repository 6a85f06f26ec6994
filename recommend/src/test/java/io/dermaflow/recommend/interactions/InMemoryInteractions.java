package io.dermaflow.recommend.interactions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Interactions for tests that need no database. */
public final class InMemoryInteractions implements Interactions {

  static final Comparator<Interaction> ORDER =
      Comparator.comparing(Interaction::subject)
          .thenComparing(Interaction::at)
          .thenComparing(Interaction::product)
          .thenComparing(i -> i.kind().name());

  private record Minute(String subject, Instant minute) {}

  private final TreeMap<Interaction, SetAside> all = new TreeMap<>(ORDER);
  private final Set<Interaction> bots = new HashSet<>();
  private final Map<String, Map<Long, SetAside>> setAside = new LinkedHashMap<>();
  private long revision;

  @Override
  public Taken add(String source, List<Numbered> batch, List<SetAside> aside, int mostAMinute) {
    aside.forEach(
        row -> setAside.computeIfAbsent(source, s -> new TreeMap<>()).putIfAbsent(row.line(), row));
    setAside.computeIfAbsent(source, s -> new TreeMap<>());
    int before = all.size();
    for (Numbered row : batch) {
      Interaction i = row.interaction();
      String text = "%s, %s, %s".formatted(i.subject(), i.product(), i.kind());
      all.putIfAbsent(i, new SetAside(source, row.line(), text, "more within a minute"));
    }
    int added = all.size() - before;
    int botsBefore = bots.size();
    Map<Minute, List<Interaction>> minutes = new HashMap<>();
    for (Interaction i : all.keySet()) {
      minutes
          .computeIfAbsent(
              new Minute(i.subject(), i.at().truncatedTo(ChronoUnit.MINUTES)),
              m -> new ArrayList<>())
          .add(i);
    }
    minutes.values().stream().filter(m -> m.size() > mostAMinute).forEach(bots::addAll);
    revision += added > 0 ? 1 : 0;
    return new Taken(added, batch.size() - added, bots.size() - botsBefore);
  }

  private List<Interaction> people() {
    return all.keySet().stream().filter(i -> !bots.contains(i)).toList();
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public Totals totals() {
    List<Interaction> people = people();
    return new Totals(
        people.size(),
        people.stream().map(Interaction::subject).distinct().count(),
        people.stream().map(Interaction::product).distinct().count(),
        bots.size());
  }

  @Override
  public List<Interaction> page(Optional<Interaction> after, int limit) {
    return people().stream()
        .filter(i -> after.isEmpty() || ORDER.compare(i, after.get()) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Map<String, Set<String>> badReactions() {
    Map<String, Set<String>> found = new HashMap<>();
    all.keySet().stream()
        .filter(i -> i.kind() == InteractionKind.REACTED_BADLY)
        .forEach(
            i -> found.computeIfAbsent(i.subject(), s -> new LinkedHashSet<>()).add(i.product()));
    return found;
  }

  @Override
  public long erase(String subject) {
    long before = all.size();
    all.keySet().removeIf(i -> i.subject().equals(subject));
    bots.removeIf(i -> i.subject().equals(subject));
    long[] erased = {before - all.size()};
    revision += erased[0] > 0 ? 1 : 0;
    setAside
        .values()
        .forEach(
            rows ->
                rows.values()
                    .removeIf(
                        row -> {
                          boolean named =
                              List.of((row.row() + " " + row.reason()).split("[^A-Za-z0-9._:-]+"))
                                  .contains(subject);
                          erased[0] += named ? 1 : 0;
                          return named;
                        }));
    return erased[0];
  }

  @Override
  public List<SetAside> setAside(int limit) {
    Map<String, Map<Long, SetAside>> rows = new LinkedHashMap<>();
    setAside.forEach((source, aside) -> rows.put(source, new TreeMap<>(aside)));
    bots.forEach(
        i -> {
          SetAside row = all.get(i);
          rows.computeIfAbsent(row.source(), s -> new TreeMap<>()).put(row.line(), row);
        });
    List<SetAside> found = new ArrayList<>();
    List<String> sources = new ArrayList<>(rows.keySet());
    for (int i = sources.size() - 1; i >= 0; i--) {
      found.addAll(rows.getOrDefault(sources.get(i), Map.of()).values());
    }
    return found.subList(0, Math.min(limit, found.size()));
  }
}
