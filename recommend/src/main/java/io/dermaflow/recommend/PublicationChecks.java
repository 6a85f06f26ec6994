package io.dermaflow.recommend;

import io.dermaflow.features.Publication.Check;
import io.dermaflow.features.Publications;
import io.dermaflow.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What must hold for every recommendation of a publication before anybody may read it. */
public final class PublicationChecks {

  private static final int PAGE = 1_000;

  /** Pages in memory besides the one that is read. */
  private static final int AHEAD = 3;

  private final Publications publications;
  private final Set<String> sold;

  /**
   * @param sold ids of the products that may be recommended
   */
  public PublicationChecks(Publications publications, Set<String> sold) {
    this.publications = publications;
    this.sold = sold;
  }

  /** What is looked at of a recommendation; the rest of the text is skipped. */
  record Seen(
      @Nullable Integer skinScore,
      SeenChapter chapter,
      List<SeenProduct> products,
      @Nullable String fewerReason) {}

  record SeenChapter(int number) {}

  record SeenProduct(String id, List<SeenReason> reasons) {}

  record SeenReason(String code) {}

  /**
   * Reads a whole publication, page by page, and counts what is wrong; while pages are looked at,
   * the next one is read.
   */
  public List<Check> run(long publication) {
    int subjects = 0;
    Map<String, Integer> wrong = new ConcurrentHashMap<>();
    Deque<CompletableFuture<Void>> looking = new ArrayDeque<>();
    Map<String, String> page = publications.page(publication, "", PAGE);
    while (!page.isEmpty()) {
      String last = "";
      for (String subject : page.keySet()) {
        last = subject;
      }
      List<String> bodies = List.copyOf(page.values());
      looking.add(
          CompletableFuture.runAsync(
              () -> bodies.forEach(body -> inspect(Json.read(body, Seen.class), wrong))));
      subjects += bodies.size();
      page = publications.page(publication, last, PAGE);
      if (looking.size() == AHEAD) {
        looking.remove().join();
      }
    }
    looking.forEach(CompletableFuture::join);
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("not-empty", subjects > 0, subjects + " subjects"));
    for (String name :
        List.of("three-products", "distinct-products", "sold", "reasons", "chapter", "score")) {
      int count = wrong.getOrDefault(name, 0);
      checks.add(new Check(name, count == 0, count + " of " + subjects + " subjects fail"));
    }
    return checks;
  }

  private void inspect(Seen seen, Map<String, Integer> wrong) {
    List<SeenProduct> products = seen.products();
    List<String> ids = products.stream().map(SeenProduct::id).toList();
    count(wrong, "three-products", products.size() == 3 || seen.fewerReason() != null);
    count(wrong, "distinct-products", ids.stream().distinct().count() == products.size());
    count(wrong, "sold", sold.containsAll(ids));
    count(wrong, "reasons", products.stream().noneMatch(p -> p.reasons().isEmpty()));
    count(wrong, "chapter", seen.chapter().number() >= 1 && seen.chapter().number() <= 7);
    Integer score = seen.skinScore();
    count(wrong, "score", score == null || (score >= 0 && score <= 100));
  }

  private static void count(Map<String, Integer> wrong, String name, boolean holds) {
    if (!holds) {
      wrong.merge(name, 1, Integer::sum);
    }
  }
}
