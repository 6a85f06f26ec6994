package io.dermaflow.recommend.inci;

import static io.dermaflow.recommend.inci.IngredientFunction.BHA;
import static io.dermaflow.recommend.inci.IngredientFunction.CERAMIDE;
import static io.dermaflow.recommend.inci.IngredientFunction.ESSENTIAL_OIL;
import static io.dermaflow.recommend.inci.IngredientFunction.FRAGRANCE;
import static io.dermaflow.recommend.inci.IngredientFunction.NIACINAMIDE;
import static io.dermaflow.recommend.inci.IngredientFunction.RETINOID;
import static io.dermaflow.recommend.inci.IngredientFunction.UV_FILTER;
import static io.dermaflow.recommend.inci.IngredientFunction.VITAMIN_C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InciReaderTest {

  private final InciReader reader = new InciReader(IngredientTable.bundled());

  private Ingredients read(String text) {
    InciReading reading = reader.read(text);
    assertThat(reading).isInstanceOf(InciReading.Understood.class);
    return ((InciReading.Understood) reading).ingredients();
  }

  private List<String> labels(String text) {
    return read(text).listed().stream().map(Listed::label).toList();
  }

  private String refusal(String text) {
    InciReading reading = reader.read(text);
    assertThat(reading).isInstanceOf(InciReading.Refused.class);
    return ((InciReading.Refused) reading).reason();
  }

  @Test
  void keepsCommasInsideBracketsAndNumbers() {
    assertThat(
            labels(
                "Water (Aqua, Eau), 1,2-Hexanediol, Salicylic Acid 0,5 %, Iron Oxides (CI 77491,"
                    + " CI 77492), Glycerin"))
        .containsExactly(
            "water aqua eau",
            "aqua",
            "eau",
            "1,2 hexanediol",
            "salicylic acid",
            "iron oxides ci 77491 ci 77492",
            "ci 77491",
            "ci 77492",
            "glycerin");
  }

  @Test
  void splitsColourNumbersWithoutASpace() {
    assertThat(labels("Mica, CI 77491,77492, Talc"))
        .containsExactly("mica", "ci 77491", "77492", "talc");
  }

  @Test
  void tellsWhatAProductMayContain() {
    Ingredients read = read("Talc, Mica [+/- (May Contain): Titanium Dioxide (CI 77891), Carmine]");
    assertThat(read.listed())
        .extracting(Listed::label, Listed::mayContain)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("talc", false),
            org.assertj.core.groups.Tuple.tuple("mica", false),
            org.assertj.core.groups.Tuple.tuple("titanium dioxide ci 77891", true),
            org.assertj.core.groups.Tuple.tuple("carmine", true));
    assertThat(read.functions().get(UV_FILTER)).isEqualTo(new Strength(null, true, 0.05));
  }

  @ParameterizedTest
  @CsvSource({
    "'Aqua/Water/Eau', water",
    "'Parfum (Fragrance)', fragrance",
    "'Caprylic/Capric Triglyceride', caprylic/capric triglyceride",
    "'Butyrospermum Parkii (Shea) Butter', shea butter",
    "'NICOTINAMIDE', niacinamide",
    "'Glycérin*', glycerin",
    "'Titanium Dioxide [nano]', titanium dioxide",
    "'Ethylhexyl Salicylate (Octisalate)', octisalate"
  })
  void knowsAnIngredientByAnyOfItsNames(String text, String name) {
    assertThat(read(text + ", Water, Glycerin").listed().get(0).known())
        .extracting(Ingredient::name)
        .contains(name);
  }

  @Test
  void takesACommonNameInsideABracketForTheSynonymOnlyAtTheEnd() {
    Ingredients read = read("Water, Rosa Canina (Rose) Seed Powder, Lavandula Hybrida (Lavender)");
    assertThat(read.listed().get(1).known()).isEmpty();
    assertThat(read.listed().get(2).known().get(0).functions()).contains(ESSENTIAL_OIL);
  }

  @Test
  void seesActivesInFormsThatNobodyListed() {
    assertThat(read("Water, Glycerin, Retinyl Oleate, Calcium Ascorbate, Ceramide XYZ").functions())
        .containsKeys(RETINOID, VITAMIN_C, CERAMIDE);
    assertThat(read("Water, Liposomes (Lecithin, Retinol, Water), Glycerin").has(RETINOID))
        .isTrue();
    assertThat(read("Keratin, Water, Snail Secretion Filtrate").has(RETINOID)).isFalse();
  }

  @Test
  void splitsWhatIsJoinedByAnd() {
    assertThat(labels("Water (and) Glycerin (and) Salicylic Acid, Parfum and Linalool."))
        .containsExactly("water", "glycerin", "salicylic acid", "parfum", "linalool");
  }

  @Test
  void readsHeadingsBulletsAndFootnotes() {
    Ingredients read =
        read(
            "Active Ingredients: Salicylic Acid (2%). Inactive Ingredients: Water, Alcohol Denat.,"
                + " *Glycerin. *Organic.");
    assertThat(read.listed().stream().map(Listed::label).toList())
        .containsExactly("salicylic acid", "water", "alcohol denat", "glycerin", "organic");
    assertThat(read.functions().get(BHA).percent()).isEqualTo(2.0);
    assertThat(labels("AQUA / WATER • GLYCERIN • NIACINAMIDE"))
        .containsExactly("aqua/water", "glycerin", "niacinamide");
    assertThat(labels("Water\nGlycerin\nNiacinamide"))
        .containsExactly("water", "glycerin", "niacinamide");
  }

  @Test
  void takesThePositionForTheConcentration() {
    Ingredients read =
        read("Water, Glycerin, Niacinamide, Panthenol, Allantoin, Phenoxyethanol, Retinol");
    assertThat(read.functions().get(NIACINAMIDE).proxy()).isCloseTo(1 / 1.5, within(1e-9));
    assertThat(read.functions().get(NIACINAMIDE).mayExceed(1)).isTrue();
    assertThat(read.functions().get(RETINOID)).isEqualTo(new Strength(null, true, 0.25));
    assertThat(read.functions().get(RETINOID).mayExceed(1)).isFalse();
    assertThat(read("Niacinamide 10%, Water, Glycerin").functions().get(NIACINAMIDE).percent())
        .isEqualTo(10.0);
  }

  @Test
  void tellsKeyIngredientsFromAWholeLabel() {
    assertThat(read("comedoclastin|thermal water").complete()).isFalse();
    assertThat(read("Water, Glycerin").complete()).isTrue();
  }

  @Test
  void ratesPoresByWhatIsMoreThanATrace() {
    assertThat(read("Water, Isopropyl Myristate, Glycerin").comedogenic()).isEqualTo(5);
    assertThat(read("Water, Phenoxyethanol, Isopropyl Myristate").comedogenic()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "'Agua, Glicerina, Ácido salicílico, Aceite de girasol', Spanish",
    "'Eau, Glycérine, Acide salicylique, Huile de tournesol', French",
    "'Air, Gliserin, Asam salisilat, Minyak kelapa', Malay or Indonesian",
    "'Wasser, Glyzerin, Salicylsäure, Parfüm', German",
    "'정제수, 글리세린, 나이아신아마이드', Hangul",
    "'Вода, глицерин, салициловая кислота', Cyrillic",
    "'น้ำ, กลีเซอรีน', Thai"
  })
  void refusesOtherLanguages(String text, String language) {
    assertThat(refusal(text)).startsWith("ingredients in " + language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#NAME?",
        "No Info",
        "N/A",
        "Visit the Dior boutique",
        "*Certified Organic",
        "-Moisturizing Agent: Plumps the skin. -Biomimetic Powders: Blur the look of imperfections"
            + " and the signs of time.",
        "This serum makes your skin soft and it is loved by everybody who has tried it so far, really"
      })
  void refusesWhatIsNoList(String text) {
    assertThat(refusal(text)).contains("is");
  }

  @Test
  void refusesATextThatIsTooLong() {
    assertThat(refusal("Water, ".repeat(150_000))).contains("ingredients of 1049999 characters");
    assertThat(refusal("  ")).isEqualTo("no ingredients");
  }

  @Test
  void survivesBracketsThatNeverClose() {
    assertThat(labels("Water (Aqua, Glycerin, Niacinamide")).contains("niacinamide", "glycerin");
    assertThat(labels("Water), Glycerin]")).containsExactly("water", "glycerin");
    assertThat(reader.read("(".repeat(9_999))).isInstanceOf(InciReading.Refused.class);
  }

  @Test
  void countsFragranceUnderEachOfItsNames() {
    for (String name : List.of("Parfum", "Perfume", "Fragrance/Parfum", "Aroma", "Wangian")) {
      assertThat(read("Water, Glycerin, " + name).has(FRAGRANCE)).as(name).isTrue();
    }
  }
}
