package io.dermaflow.recommend.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Budget;
import io.dermaflow.recommend.ListedPrice;
import io.dermaflow.recommend.Makeup;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.Undertone;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.inci.InciReader;
import io.dermaflow.recommend.inci.IngredientTable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueFileTest {

  private static final String OURS =
      "id,brand,name,slot,price,currency,ingredients,types,targets,flags,link,image,rating,kind,shades,withdrawn\n";
  private static final String GOOD = "a,B,C,treat,10,MYR,niacinamide|zinc pca,oily,acne,,,,,,,\n";

  private final InciReader inci = new InciReader(IngredientTable.bundled());
  private final Rates rates = Rates.bundled();
  @TempDir Path folder;

  private CatalogueFile open(String text) {
    return new CatalogueFile("x.csv", new StringReader(text), inci, rates);
  }

  private List<CatalogueFile.Row> rows(String text) {
    List<CatalogueFile.Row> rows = new ArrayList<>();
    CatalogueFile file = open(text);
    for (CatalogueFile.Row row = file.read(); row != null; row = file.read()) {
      rows.add(row);
    }
    return rows;
  }

  private Product only(String text) {
    CatalogueFile.Row row = rows(text).get(0);
    assertThat(row.reason()).isEmpty();
    return java.util.Objects.requireNonNull(row.product());
  }

  private String reason(String row) {
    return rows(OURS + row).get(0).reason();
  }

  @Test
  void readsOurOwnFormatWithEverythingInIt() {
    Product p =
        only(
            OURS
                + "tint,Glow,Skin Tint,makeup,25,USD,\"Water, Titanium Dioxide (CI 77891)\",dry|normal,,fragrance,"
                + "https://www.lazada.com.my/x|http://shopee.com.my/y,https://img.example/a.jpg,4.5,"
                + "foundation,Sand:4-5:warm:#d7bd96|Ivory:1,true\n");
    assertThat(p.slot()).isEqualTo(Slot.MAKEUP);
    assertThat(p.price()).isEqualTo(102.5);
    assertThat(p.listed()).isEqualTo(new ListedPrice(25, "USD", "2026-01-02"));
    assertThat(p.links()).containsExactly("https://www.lazada.com.my/x", "http://shopee.com.my/y");
    assertThat(p.link()).isEqualTo("https://www.lazada.com.my/x");
    assertThat(p.image()).isEqualTo("https://img.example/a.jpg");
    assertThat(p.rating()).isEqualTo(4.5);
    assertThat(p.withdrawn()).isTrue();
    assertThat(p.types()).containsExactly(SkinType.DRY, SkinType.NORMAL);
    assertThat(p.makeup())
        .isEqualTo(
            new Makeup(
                Makeup.Kind.FOUNDATION,
                List.of(
                    new Makeup.Shade("Sand", 4, 5, Undertone.WARM, "#D7BD96"),
                    new Makeup.Shade("Ivory", 1, 1, Undertone.ANY, ""))));
    assertThat(p.inci()).isEqualTo("Water, Titanium Dioxide (CI 77891)");
    assertThat(p.ingredients()).containsExactly("water", "titanium dioxide (ci 77891)");
  }

  @Test
  void readsTheAfterUseFormatWithoutPrices() {
    CatalogueFile file =
        open(
            "brand,name,type,country,ingridients,afterUse,rating\n"
                + "111SKIN,Eye Cream,Eye Care,UK,\"Water, Glycerin, Retinol\",\"Dark Spots, Fine Lines\",4.2\n");
    assertThat(file.mapping().format()).isEqualTo(CatalogueFormat.AFTER_USE);
    assertThat(file.mapping().fields())
        .containsEntry("ingredients", "ingridients")
        .containsEntry("targets", "afterUse");
    assertThat(file.mapping().unused()).containsExactly("country");
    Product p =
        java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(file.read()).product());
    assertThat(p.id()).isEqualTo("111skin-eye-cream");
    assertThat(p.slot()).isEqualTo(Slot.TREAT);
    assertThat(p.price()).isNull();
    assertThat(p.targets()).containsExactly(Condition.WRINKLES, Condition.HYPERPIGMENTATION);
    assertThat(p.rating()).isEqualTo(4.2);
  }

  @Test
  void readsTheLabelledFormatWithTypesAsMarks() {
    Product p =
        only(
            "\uFEFFLabel,Brand,Name,Price,Rank,Ingredients,Combination,Dry,Normal,Oily,Sensitive;\n"
                + "Moisturizer,LA MER,Crème de la Mer,175,4.1,\"Mineral Oil, Petrolatum, Glycerin\",1,1,0,0,1;\n");
    assertThat(p.id()).isEqualTo("la-mer-creme-de-la-mer");
    assertThat(p.slot()).isEqualTo(Slot.MOISTURISE);
    assertThat(p.price()).isEqualTo(717.5);
    assertThat(Budget.bandOf(java.util.Objects.requireNonNull(p.price())))
        .isEqualTo(Budget.OVER_150);
    assertThat(p.types()).containsExactly(SkinType.DRY, SkinType.COMBINATION, SkinType.SENSITIVE);
  }

  @Test
  void readsSephorasProductsAndLeavesWhatIsNoSkincare() {
    List<CatalogueFile.Row> rows =
        rows(
            "product_id,product_name,brand_id,brand_name,rating,ingredients,price_usd,highlights,primary_category,secondary_category\n"
                + "P1,Fluid SPF 50,60,Algenist,4.4,\"['Octinoxate 7.5%, Water (Aqua, Eau)', 'Glycerin']\",28.0,\"['Best for Oily, Combo Skin', 'Good for: Acne/Blemishes']\",Skincare,Sunscreen\n"
                + "P2,Rose,61,X,4.4,\"['Alcohol Denat., Fragrance']\",195,,Fragrance,Women\n"
                + "P3,Hair Mask,61,X,4.4,\"['Water, Glycerin']\",30,,Hair,Hair Masks\n");
    Product p = java.util.Objects.requireNonNull(rows.get(0).product());
    assertThat(p.id()).isEqualTo("p1");
    assertThat(p.slot()).isEqualTo(Slot.PROTECT);
    assertThat(p.types()).containsExactly(SkinType.OILY, SkinType.COMBINATION);
    assertThat(p.targets()).containsExactly(Condition.ACNE);
    assertThat(p.ingredients()).contains("octinoxate 7.5%", "glycerin");
    assertThat(rows.get(1).reason())
        .isEqualTo("primary_category 'Fragrance' is neither skincare nor make-up that is known");
    assertThat(rows.get(2).reason()).contains("'Hair'");
  }

  @Test
  void readsJsonLines() {
    List<CatalogueFile.Row> rows =
        rows(
            "{\"id\":\"a\",\"brand\":\"B\",\"name\":\"C\",\"slot\":\"treat\",\"price_rm\":10,"
                + "\"ingredients\":[\"niacinamide\",\"zinc pca\"],\"types\":[\"oily\"],\"targets\":[],\"flags\":[]}\n"
                + "{broken\n\n[1]\n");
    assertThat(java.util.Objects.requireNonNull(rows.get(0).product()).ingredients())
        .containsExactly("niacinamide", "zinc pca");
    assertThat(rows.get(1).line()).isEqualTo(2);
    assertThat(rows.get(1).reason()).startsWith("no JSON: ");
    assertThat(rows.get(2)).isEqualTo(new CatalogueFile.Row(4, null, "no JSON object"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a,B,,treat,10,MYR,niacinamide,oily,acne,,,,,,,; column name is empty",
        "a,B,C,treat,-5,MYR,niacinamide,oily,acne,,,,,,,; price '-5', expected a positive number",
        "a,B,C,treat,0,MYR,niacinamide,oily,acne,,,,,,,; price '0', expected a positive number",
        "a,B,C,treat,NaN,MYR,niacinamide,oily,acne,,,,,,,; price 'NaN', expected a positive number",
        "a,B,C,treat,1e3,MYR,niacinamide,oily,acne,,,,,,,; price '1e3', expected a positive number",
        "a,B,C,treat,10,XYZ,niacinamide,oily,acne,,,,,,,; currency 'XYZ', expected one of",
        "A!,B,C,treat,10,MYR,niacinamide,oily,acne,,,,,,,; id 'A!', expected lower-case letters, digits and dashes",
        "a,B,C,treat,10,MYR,\"Agua, Glicerina, Ácido salicílico\",oily,acne,,,,,,,; ingredients in Spanish",
        "a,B,C,treat,10,MYR,,oily,acne,,,,,,,; column ingredients is empty",
        "a,B,C,treat,10,MYR,niacinamide,oily,acne,,javascript:alert(1),,,,,; link 'javascript:alert(1)', expected https",
        "a,B,C,treat,10,MYR,niacinamide,oily,acne,,ftp://x.example/a,,,,,; link 'ftp://x.example/a'",
        "a,B,C,treat,10,MYR,niacinamide,oily,acne,,https://x y,,,,,; link 'https://x y'",
        "a,B,C,treat,10,MYR,niacinamide,oily,acne,,,data:x,,,,; image 'data:x'",
        "a,B,C,treat,10,MYR,niacinamide,greasy,acne,,,,,,,; 'greasy', expected one of",
        "a,B,C,treat,10,MYR,niacinamide,oily,acne,poison,,,,,,; flag 'poison', expected some of",
        "a,B,C,treat,10,MYR,niacinamide,oily,acne,,,,9,,,; rating '9', expected 0 to 5",
        "a,B,C,makeup,10,MYR,mica,oily,,,,,,foundation,Sand:11:warm,; shade 'Sand:11:warm'",
        "a,B,C,makeup,10,MYR,mica,oily,,,,,,,,; column kind is empty",
        "a,B,C,treat,10; 5 cells, expected 16"
      })
  void setsBadRowsAsideWithTheirReason(String row, String reason) {
    assertThat(reason(row + "\n")).startsWith(reason);
  }

  @Test
  void goesOnBehindACellOfAMegabyte() {
    List<CatalogueFile.Row> rows =
        rows(OURS + "b,B,\"" + "x".repeat(1 << 20) + "\",treat,1,MYR,mica,,,,,,,,,\n" + GOOD);
    assertThat(rows.get(0).reason()).isEqualTo("cell name of more than 20000 characters");
    assertThat(rows.get(1).product()).isNotNull();
    assertThat(rows.get(1).line()).isEqualTo(3);
  }

  @Test
  void keepsTheFirstOfDoubledIds() {
    List<CatalogueFile.Row> rows = rows(OURS + GOOD + GOOD);
    assertThat(rows.get(0).product()).isNotNull();
    assertThat(rows.get(1).reason()).isEqualTo("id 'a' is on line 2 already");
  }

  @Test
  void spoilsOnlyTheRowThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(
        file,
        (OURS + "b,B,Cr\u00e8me,treat,1,MYR,mica,,,,,,,,,\n" + GOOD)
            .getBytes(StandardCharsets.ISO_8859_1));
    try (CatalogueFile open = CatalogueFile.open(file, inci, rates)) {
      assertThat(java.util.Objects.requireNonNull(open.read()).reason())
          .isEqualTo("cell name is not UTF-8");
      assertThat(java.util.Objects.requireNonNull(open.read()).product()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RM 59.90, 59.90",
    "MYR59.90, 59.90",
    "$28, 114.80",
    "'1,299.00', 1299.00",
    "'45,90 €', 220.32",
    "28 USD, 114.80"
  })
  void readsPricesAsShopsWriteThem(String text, double ringgit) throws RowException {
    assertThat(new Prices(rates).parse("price", text, "", "MYR").ringgit()).isEqualTo(ringgit);
  }

  @ParameterizedTest
  @CsvSource({"49.99, UNDER_50", "50, FROM_50_TO_150", "150, FROM_50_TO_150", "150.01, OVER_150"})
  void tellsTheBandOfAPrice(double price, Budget band) {
    assertThat(Budget.bandOf(price)).isEqualTo(band);
    assertThat(Budget.UNDER_50.allows(price)).isEqualTo(band == Budget.UNDER_50);
    assertThat(Budget.FROM_50_TO_150.allows(price)).isEqualTo(band != Budget.OVER_150);
  }

  @Test
  void allowsAnUnknownPriceOnlyToTheHighestBudget() {
    assertThat(Budget.FROM_50_TO_150.allows(null)).isFalse();
    assertThat(Budget.OVER_150.allows(null)).isTrue();
  }

  @Test
  void refusesAFileWhoseColumnsFitNoFormat() {
    assertThatThrownBy(() -> open("a,b,c\n1,2,3\n"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("header is [a, b, c]")
        .hasMessageContaining("SEPHORA");
    assertThatThrownBy(() -> open("")).hasMessageContaining("header is []");
  }

  @Test
  void refusesRatesWithMistakesByLine() {
    assertThatThrownBy(
            () ->
                Rates.of(
                    new DataFile(
                        "rates.yaml", "as_of: soon\nsource: x\nringgit:\n  USD: 4\n  usd: 1\n")))
        .hasMessageContaining("line 5: currency 'usd'");
    assertThatThrownBy(
            () ->
                Rates.of(
                    new DataFile(
                        "rates.yaml", "as_of: soon\nsource: x\nringgit: {USD: 4}\nmore: 1\n")))
        .hasMessageContaining("line 4: unknown key 'more'");
    assertThatThrownBy(
            () -> Rates.of(new DataFile("r.yaml", "as_of: soon\nsource: x\nringgit: {USD: -1}\n")))
        .hasMessageContaining("line 3: '-1', expected a number from");
    assertThatThrownBy(() -> Rates.of(new DataFile("r.yaml", "a: [\n")))
        .hasMessageContaining("no YAML");
  }

  @Test
  void makesAnIdOfATitleInAnotherScript() {
    String ours = "brand,name,type,country,ingridients,afterUse,rating\n";
    Product one = only(ours + "雪花秀,润燥精华,Serum,KR,\"Water, Glycerin\",,\n");
    Product other = only(ours + "雪花秀,润燥面霜,Cream,KR,\"Water, Glycerin\",,\n");
    assertThat(one.id()).matches("product-[0-9a-f]{12}").isNotEqualTo(other.id());
  }
}
