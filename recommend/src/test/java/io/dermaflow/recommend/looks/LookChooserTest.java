package io.dermaflow.recommend.looks;

import static io.dermaflow.recommend.TestPeople.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.models.Condition;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.DemoCatalogue;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommendation.Look;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.TestPeople;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookChooserTest {

  private final List<Product> products = DemoCatalogue.products();
  private final Recommender recommender =
      new Recommender(new CatalogueVersion(1, "d", products.size(), 0, Instant.EPOCH), products);

  private Recommendation recommend(TestPeople person) {
    return recommender.recommend(person.features("s"));
  }

  @Test
  void givesAMediumWarmOvalFaceSoftGlam() {
    Recommendation made =
        recommend(person("CLEAR", "NORMAL").withFace("medium-warm", 0, "oval", "almond", "full"));
    Look look = made.look();
    assertThat(look.name()).isEqualTo("Soft Glam");
    assertThat(look.arPresetId()).isEqualTo("soft_glam_v1");
    assertThat(look.foundationShade()).isEqualTo("medium warm, satin");
    assertThat(look.lipstickShade()).isEqualTo("terracotta");
    assertThat(look.eyeshadowColours()).containsExactly("bronze", "peach");
    assertThat(look.reasoning())
        .contains("medium-warm tone", "oval face", "natural line of the eye", "one even coat");
    assertThat(look.reasoningMs()).contains("rona medium-warm", "muka oval");
    assertThat(look.products())
        .extracting(p -> p.kind() + " " + p.shade())
        .containsExactly("foundation Honey", "lipstick Terracotta", "eyeshadow Bronze and Peach");
    assertThat(look.productLinks()).hasSize(3).allMatch(link -> link.startsWith("https://"));
    assertThat(made.moreLooks()).hasSize(2);
    assertThat(made.moreLooks()).extracting(Look::id).doesNotContain(look.id());
    assertThat(
            recommend(person("MILD", "DRY").withFace("medium-warm", 0, "oval", "almond", "full"))
                .look()
                .id())
        .isEqualTo(look.id());
  }

  @Test
  void keepsMakeUpLightOnSkinThatIsIrritated() {
    Look look =
        recommend(
                person("MILD", "OILY")
                    .seenWith(0.8, Condition.REDNESS, Condition.ACNE)
                    .withFace("deep-cool", 9, "round", "unknown", "unknown"))
            .look();
    assertThat(look.name()).isEqualTo("Bare Skin");
    assertThat(look.corrector()).isEqualTo("green");
    assertThat(look.foundationShade()).contains("oil-free, non-comedogenic");
    assertThat(look.products())
        .extracting(p -> p.kind() + " " + p.id() + " " + p.shade())
        .containsExactly(
            "corrector generic-green-corrector Green",
            "foundation generic-light-foundation Cocoa",
            "lipstick generic-lip-tint Sheer Rose",
            "eyeshadow generic-eyeshadow Soft Taupe");
  }

  @Test
  void takesSafetyIntoLooks() {
    Look look =
        recommend(person("CLEAR", "NORMAL").saying("{\"allergies\": [\"titanium dioxide\"]}"))
            .look();
    assertThat(look.products()).extracting(p -> p.kind()).containsExactly("lipstick");
    assertThat(look.productLinks())
        .anyMatch(link -> link.contains("search?keyword=foundation+medium+warm"));
  }

  @Test
  void choosesNeutralShadesWhereNoToneIsKnown() {
    Look look = recommend(person("CLEAR", "NORMAL").toned("unknown")).look();
    assertThat(look.foundationShade()).startsWith("match it on your jaw by daylight");
    assertThat(look.reasoning()).startsWith("Your tone could not be told");
  }
}
