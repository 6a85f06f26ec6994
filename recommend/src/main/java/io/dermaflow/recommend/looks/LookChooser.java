package io.dermaflow.recommend.looks;

import io.dermaflow.ids.Digests;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.models.skin.FaceShape;
import io.dermaflow.recommend.Makeup;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation.Look;
import io.dermaflow.recommend.Recommendation.LookProduct;
import io.dermaflow.recommend.Undertone;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Exclusions.Left;
import io.dermaflow.recommend.rules.Wording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fits looks to a person: shades by tone and undertone, products by what the rules leave and by
 * what the skin takes. Thread safe.
 */
public final class LookChooser {

  private static final int MOST = 3;
  private static final int ID_LENGTH = 16;

  private final LookBook book;
  private final CompiledCatalogue catalogue;
  private final Shades shades;

  public LookChooser(LookBook book, CompiledCatalogue catalogue) {
    this.book = book;
    this.catalogue = catalogue;
    shades = new Shades(catalogue);
  }

  /**
   * One to three looks; the first suits best and says why. The same person and style have the same
   * id.
   */
  public List<Look> choose(Person person, Left left) {
    Fitting fitting = new Fitting(person, left);
    List<Style> styles = new ArrayList<>();
    FaceShape shape = person.face().shape();
    book.styles().stream().filter(s -> s.fits(fitting.irritated, shape)).forEach(styles::add);
    book.styles().stream()
        .filter(s -> s.fits(fitting.irritated) && !styles.contains(s))
        .forEach(styles::add);
    List<Look> looks = new ArrayList<>();
    styles.stream().limit(MOST).forEach(style -> looks.add(fitting.look(style, looks.isEmpty())));
    return looks;
  }

  /** Fitting looks to one person. */
  private final class Fitting {

    private final Person person;
    private final Left left;
    private final Undertone undertone;
    private final boolean irritated;
    private final boolean clear;

    Fitting(Person person, Left left) {
      this.person = person;
      this.left = left;
      undertone = person.face().undertone();
      irritated =
          person.needs(Condition.ACNE)
              || person.present(Condition.REDNESS)
              || person.sensitive()
              || person.basicsOnly();
      clear = irritated || person.type() == SkinType.OILY;
    }

    Look look(Style style, boolean withReasoning) {
      String lipstick = Objects.requireNonNull(style.lipstick().get(undertone));
      List<String> eyes = Objects.requireNonNull(style.eyes().get(undertone));
      boolean green = person.present(Condition.REDNESS);
      List<LookProduct> products = new ArrayList<>();
      List<String> links = new ArrayList<>();
      if (green) {
        add(products, links, Makeup.Kind.CORRECTOR, "green");
      }
      add(products, links, Makeup.Kind.FOUNDATION, "");
      add(products, links, Makeup.Kind.LIPSTICK, lipstick);
      add(products, links, Makeup.Kind.EYESHADOW, String.join(" ", eyes));
      String id = Digests.sha256(person.subjectId() + "/" + style.id()).substring(0, ID_LENGTH);
      return new Look(
          style.name(),
          foundation(style),
          lipstick,
          eyes,
          style.preset(),
          allLinks(products, links, lipstick),
          withReasoning ? reasoning(green, true) : null,
          id,
          withReasoning ? reasoning(green, false) : null,
          green ? "green" : null,
          products);
    }

    private String foundation(Style style) {
      String tone =
          undertone == Undertone.ANY
              ? "match it on your jaw by daylight"
              : person.face().depth() + " " + undertone.label();
      return tone + ", " + style.finish().en() + (clear ? ", oil-free, non-comedogenic" : "");
    }

    private void add(
        List<LookProduct> products, List<String> links, Makeup.Kind kind, String wanted) {
      Shades.Match match = shades.best(kind, person.face(), clear, wanted, left);
      if (match != null) {
        Product product = catalogue.product(match.product());
        products.add(new LookProduct(kind.label(), product.id(), match.shade().name()));
        links.add(product.link());
      }
    }

    /** Where the catalogue has nothing, a search takes its place. */
    private List<String> allLinks(List<LookProduct> products, List<String> found, String lipstick) {
      List<String> links = new ArrayList<>(found);
      if (products.stream().noneMatch(p -> p.kind().equals(Makeup.Kind.FOUNDATION.label()))) {
        links.add(search("foundation " + person.face().tone().replace('-', ' ')));
      }
      if (products.stream().noneMatch(p -> p.kind().equals(Makeup.Kind.LIPSTICK.label()))) {
        links.add(search("lipstick " + lipstick));
      }
      return links;
    }

    private String reasoning(boolean green, boolean english) {
      List<String> parts = new ArrayList<>();
      boolean known = undertone != Undertone.ANY;
      parts.add(
          text(book.sentence(known ? "tone_known" : "tone_unknown"), english)
              .replace("{tone}", person.face().tone()));
      Wording shape = book.shapes().get(person.face().shape());
      if (shape != null) {
        parts.add(
            text(book.sentence("shape_known"), english)
                .replace("{shape}", person.face().shape().label())
                .replace("{what}", text(shape, english)));
      }
      add(parts, book.eyes().get(person.face().eyes()), english);
      add(parts, book.lips().get(person.face().lips()), english);
      parts.add(text(book.sentence(irritated ? "irritated" : clear ? "oily" : "calm"), english));
      if (green) {
        parts.add(text(book.sentence("green_corrector"), english));
      }
      return String.join("; ", parts) + ".";
    }

    private static void add(List<String> parts, @Nullable Wording wording, boolean english) {
      if (wording != null) {
        parts.add(text(wording, english));
      }
    }
  }

  private static String text(Wording wording, boolean english) {
    return english ? wording.en() : wording.ms();
  }

  private static String search(String words) {
    return "https://shopee.com.my/search?keyword="
        + URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}
