package io.dermaflow.recommend;

import io.dermaflow.features.Publication.Check;
import io.dermaflow.features.Publications;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Recommendation.ProductCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold for every recommendation of a publication before anybody may read it. */
public final class PublicationChecks {

  private static final int PAGE = 500;

  private final Publications publications;

  public PublicationChecks(Publications publications) {
    this.publications = publications;
  }

  /** Reads a whole publication, page by page, and counts what is wrong. */
  public List<Check> run(long publication) {
    int subjects = 0;
    Map<String, Integer> wrong = new HashMap<>();
    String after = "";
    while (true) {
      Map<String, String> page = publications.page(publication, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      for (Map.Entry<String, String> entry : page.entrySet()) {
        subjects++;
        after = entry.getKey();
        inspect(Json.read(entry.getValue(), Recommendation.class), wrong);
      }
    }
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("not-empty", subjects > 0, subjects + " subjects"));
    for (String name :
        List.of("three-products", "distinct-products", "reasons", "chapter", "score")) {
      int count = wrong.getOrDefault(name, 0);
      checks.add(new Check(name, count == 0, count + " of " + subjects + " subjects fail"));
    }
    return checks;
  }

  private static void inspect(Recommendation r, Map<String, Integer> wrong) {
    List<ProductCard> products = r.products();
    count(wrong, "three-products", products.size() == 3 || r.fewerReason() != null);
    count(
        wrong,
        "distinct-products",
        products.stream().map(ProductCard::id).distinct().count() == products.size());
    count(wrong, "reasons", products.stream().noneMatch(p -> p.reasons().isEmpty()));
    count(wrong, "chapter", r.chapter().number() >= 1 && r.chapter().number() <= 7);
    Integer score = r.skinScore();
    count(wrong, "score", score == null || (score >= 0 && score <= 100));
  }

  private static void count(Map<String, Integer> wrong, String name, boolean holds) {
    if (!holds) {
      wrong.merge(name, 1, Integer::sum);
    }
  }
}
