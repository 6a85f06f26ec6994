package io.dermaflow.recommend.importing;

import static io.dermaflow.recommend.importing.Field.BRAND;
import static io.dermaflow.recommend.importing.Field.CATEGORY;
import static io.dermaflow.recommend.importing.Field.COMBINATION;
import static io.dermaflow.recommend.importing.Field.CURRENCY;
import static io.dermaflow.recommend.importing.Field.DRY;
import static io.dermaflow.recommend.importing.Field.FLAGS;
import static io.dermaflow.recommend.importing.Field.ID;
import static io.dermaflow.recommend.importing.Field.IMAGE;
import static io.dermaflow.recommend.importing.Field.INGREDIENTS;
import static io.dermaflow.recommend.importing.Field.KIND;
import static io.dermaflow.recommend.importing.Field.LINK;
import static io.dermaflow.recommend.importing.Field.NAME;
import static io.dermaflow.recommend.importing.Field.NORMAL;
import static io.dermaflow.recommend.importing.Field.OILY;
import static io.dermaflow.recommend.importing.Field.PRICE;
import static io.dermaflow.recommend.importing.Field.RATING;
import static io.dermaflow.recommend.importing.Field.SENSITIVE;
import static io.dermaflow.recommend.importing.Field.SHADES;
import static io.dermaflow.recommend.importing.Field.SLOT;
import static io.dermaflow.recommend.importing.Field.TARGETS;
import static io.dermaflow.recommend.importing.Field.TYPE;
import static io.dermaflow.recommend.importing.Field.TYPES;
import static io.dermaflow.recommend.importing.Field.WITHDRAWN;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The formats of catalogues, each with the column that every field comes from. */
public enum CatalogueFormat {
  /** Ours: every field has its column; prices in ringgit, or with a currency. */
  DERMAFLOW("MYR", List.of(ID, BRAND, NAME, SLOT, PRICE, INGREDIENTS, TYPES, TARGETS, FLAGS)) {
    @Override
    Map<Field, List<String>> columns() {
      Map<Field, List<String>> columns = new EnumMap<>(Field.class);
      for (Field field : List.of(ID, BRAND, NAME, SLOT, INGREDIENTS, TYPES, TARGETS, FLAGS)) {
        columns.put(field, List.of(field.label()));
      }
      columns.put(PRICE, List.of("price_rm", "price"));
      for (Field field : List.of(CURRENCY, LINK, IMAGE, RATING, KIND, SHADES, WITHDRAWN)) {
        columns.put(field, List.of(field.label()));
      }
      return columns;
    }
  },

  /** {@code product_info.csv} of the public Sephora set; prices in US dollars. */
  SEPHORA("USD", List.of(ID, BRAND, NAME, PRICE, INGREDIENTS, TYPE)) {
    @Override
    Map<Field, List<String>> columns() {
      return Map.of(
          ID, List.of("product_id"),
          BRAND, List.of("brand_name"),
          NAME, List.of("product_name"),
          PRICE, List.of("price_usd"),
          INGREDIENTS, List.of("ingredients"),
          TYPE, List.of("secondary_category", "primary_category"),
          CATEGORY, List.of("primary_category"),
          TARGETS, List.of("highlights"),
          RATING, List.of("rating"));
    }
  },

  /** {@code Label,brand,name,price,rank,ingredients,Combination,Dry,Normal,Oily,Sensitive}. */
  LABELLED("USD", List.of(TYPE, BRAND, NAME, PRICE, INGREDIENTS, COMBINATION, DRY, NORMAL, OILY)) {
    @Override
    Map<Field, List<String>> columns() {
      Map<Field, List<String>> columns = new EnumMap<>(Field.class);
      columns.put(TYPE, List.of("label"));
      columns.put(RATING, List.of("rank"));
      for (Field field :
          List.of(
              BRAND, NAME, PRICE, INGREDIENTS, COMBINATION, DRY, NORMAL, OILY, SENSITIVE, LINK)) {
        columns.put(field, List.of(field.label()));
      }
      return columns;
    }
  },

  /** {@code brand,name,type,country,ingridients,afterUse,rating}; without prices. */
  AFTER_USE("USD", List.of(BRAND, NAME, TYPE, INGREDIENTS)) {
    @Override
    Map<Field, List<String>> columns() {
      Map<Field, List<String>> columns = new EnumMap<>(Field.class);
      columns.put(INGREDIENTS, List.of("ingridients", "ingredients"));
      columns.put(TARGETS, List.of("afteruse", "after_use"));
      for (Field field : List.of(BRAND, NAME, TYPE, RATING, PRICE, CURRENCY, LINK)) {
        columns.put(field, List.of(field.label()));
      }
      return columns;
    }
  };

  private final String currency;
  private final List<Field> required;

  CatalogueFormat(String currency, List<Field> required) {
    this.currency = currency;
    this.required = required;
  }

  /** Columns, lower case, in which a field may stand; the first that the file has counts. */
  abstract Map<Field, List<String>> columns();

  /** The currency of a price that names none. */
  String currency() {
    return currency;
  }

  /** Fields whose column has to be there. */
  List<Field> required() {
    return required;
  }
}
