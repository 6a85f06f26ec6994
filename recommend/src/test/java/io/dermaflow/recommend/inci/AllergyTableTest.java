package io.dermaflow.recommend.inci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllergyTableTest {

  private final IngredientTable table = IngredientTable.bundled();
  private final AllergyTable allergies = AllergyTable.bundled(table);
  private final InciReader reader = new InciReader(table);

  private boolean ruledOut(String said, String label) {
    InciReading reading = reader.read("Water, Glycerin, " + label);
    List<Listed> listed = ((InciReading.Understood) reading).ingredients().listed();
    return AllergyTable.said(List.of(said)).stream()
        .map(allergies::allergen)
        .anyMatch(allergen -> listed.stream().anyMatch(allergen::matches));
  }

  @ParameterizedTest
  @CsvSource({
    "niacinamide, Nicotinamide",
    "vitamin B3, Niacinamide",
    "salicylic_acid, Betaine Salicylate",
    "aspirin, Willow Bark",
    "fragrance, Linalool",
    "Perfumes, Lavandula Angustifolia (Lavender) Oil",
    "wangian, Parfum",
    "nuts, Prunus Amygdalus Dulcis (Sweet Almond) Oil",
    "tree nuts, Macadamia Ternifolia Seed Oil",
    "I am allergic to nuts, Juglans Regia (Walnut) Shell Powder",
    "kacang, Arachis Hypogaea Oil",
    "soy, Glycine Soja (Soybean) Oil",
    "'parabens, lanolin', Methylparaben",
    "coconut, Cocamidopropyl Betaine",
    "alcohol, Alcohol Denat.",
    "alcohol, Cetyl Alcohol",
    "retinol, Vitamin A",
    "tea tree oil, Melaleuca Alternifolia (Tea Tree) Leaf Oil",
    "oat, Avena Sativa (Oat) Kernel Extract",
    "shea, Butyrospermum Parkii Butter",
    "bees, Cera Alba",
    "sulphates, Sodium Laureth Sulfate",
    "'1,2-hexanediol', '1,2-Hexanediol'",
    "zinc and honey, Zinc PCA",
    "propylene glycol, Propylene Glycol",
    "mango, Mangifera Indica (Mango) Seed Butter",
    "citrus, Limonene Citrus Limon (Lemon) Peel Oil"
  })
  void rulesOutWhateverNameItStandsUnder(String said, String label) {
    assertThat(ruledOut(said, label)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "oat, Sodium Benzoate",
    "tea, Stearic Acid",
    "egg, PEG-40 Stearate",
    "salicylic acid, Lactic Acid",
    "niacinamide, Panthenol",
    "rice, Glycyrrhiza Glabra (Licorice) Root Extract",
    "none, Niacinamide",
    "polysorbate 20, Cetyl Palmitate"
  })
  void leavesWhatOnlyLooksLikeIt(String said, String label) {
    assertThat(ruledOut(said, label)).isFalse();
  }

  @Test
  void readsTitlesButNotWhatTheySayIsNotInside() {
    Allergen fragrance = allergies.allergen("fragrance");
    assertThat(fragrance.matchesTitle("Safi Fragrance Mist")).isTrue();
    assertThat(fragrance.matchesTitle("Simple Fragrance-Free Wash")).isFalse();
    assertThat(fragrance.matchesTitle("Wash without fragrance")).isFalse();
    assertThat(allergies.allergen("retinol").matchesTitle("Retinol Fragrance-Free Serum")).isTrue();
  }

  @Test
  void sortsAnswersAndDropsNone() {
    assertThat(AllergyTable.said(List.of("Zinc", "none", "nuts; zinc", "N/A", "aloe_vera")))
        .containsExactly("aloe vera", "nuts", "zinc");
  }

  @Test
  void refusesTablesWithMistakesByLine() {
    assertThatThrownBy(
            () ->
                new AllergyTable(
                    table, "family,names,as,functions,fragments,source\nx,x,word,oops,,cir\n"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("line 2: there is no function 'oops'");
    assertThatThrownBy(
            () ->
                new IngredientTable(
                    "key,name,url\ncir,C,u\n",
                    "name,synonyms,alike,functions,comedogenic,source\nw,,,,9,cir\n"))
        .hasMessageContaining("line 2: comedogenic '9', expected 0 to 5");
    assertThatThrownBy(
            () ->
                new IngredientTable(
                    "key,name,url\ncir,C,u\n",
                    "name,synonyms,alike,functions,comedogenic,source\nw,,,,,x\n"))
        .hasMessageContaining("there is no source 'x'");
  }

  @Test
  void givesEveryIngredientASource() {
    assertThat(table.sources()).hasSize(8).allMatch(source -> source.url().startsWith("https://"));
    assertThat(table.find("Salicylic Acid").orElseThrow().source()).isEqualTo("aad");
    assertThat(table.digest()).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource({
    "tretinoin 0.05% at night, RETINOID",
    "Retin-A Micro, RETINOID",
    "accutane, RETINOID",
    "asid salisilik, BHA",
    "2% BHA, BHA",
    "glycolic_acid, AHA",
    "epiduo forte, BENZOYL_PEROXIDE",
    "tri-luma, HYDROQUINONE",
    "vitamin c serum, VITAMIN_C"
  })
  void knowsActivesByTheNamesThatPeopleUse(String said, IngredientFunction function) {
    assertThat(table.functionsIn(said.replace('_', ' '))).contains(function);
  }

  @Test
  void knowsNothingOfWhatNobodyUses() {
    assertThat(table.functionsIn("moon dust")).isEmpty();
  }
}
