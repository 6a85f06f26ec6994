package io.dermaflow.scheduler.dialects.glamai;

import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation.Look;
import io.dermaflow.recommend.Recommendation.LookProduct;
import io.dermaflow.scheduler.serving.SavedLooks.SavedLook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes looks as records of GlamAI. Remembers product names: make one per request. */
final class LookRecords {

  private final Catalogue catalogue;
  private final Map<String, String> names = new HashMap<>();

  LookRecords(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The record. */
  Map<String, Object> of(SavedLook kept) {
    Look look = kept.look();
    Map<String, Object> facial = new LinkedHashMap<>();
    facial.put("lips", kept.lips());
    facial.put("eyes", kept.eyes());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("userId", kept.subjectId());
    row.put("uploadId", kept.uploadId());
    row.put("skinTone", kept.skinTone());
    row.put("faceShape", kept.faceShape());
    row.put("facialFeatures", facial);
    row.put("recommendedLook", recommended(look));
    row.put("arPresetId", look.arPresetId());
    row.put("productLinks", look.productLinks());
    row.put("createdAt", kept.createdAt().toString());
    return row;
  }

  /** What the design asks of the generator; all that {@link #ar} has is in it. */
  private Map<String, Object> recommended(Look look) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", look.name());
    fields.put("foundationShade", look.foundationShade());
    fields.put("lipstickShade", look.lipstickShade());
    fields.put("eyeshadowColours", look.eyeshadowColours());
    fields.put("reasoning", look.reasoning());
    fields.putAll(ar(look));
    return fields;
  }

  /** What the AR client gets. */
  Map<String, Object> ar(Look look) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("lookName", look.name());
    fields.put("arPresetId", look.arPresetId());
    fields.put("products", products(look));
    return fields;
  }

  private List<Map<String, Object>> products(Look look) {
    List<Map<String, Object>> products = new ArrayList<>();
    for (int i = 0; i < look.products().size(); i++) {
      LookProduct product = look.products().get(i);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("kind", product.kind());
      fields.put("id", product.id());
      fields.put("name", names.computeIfAbsent(product.id(), this::name));
      fields.put("shade", product.shade());
      fields.put("link", i < look.productLinks().size() ? look.productLinks().get(i) : null);
      products.add(fields);
    }
    return products;
  }

  /** One that is no longer in the catalogue keeps its id for a name. */
  private String name(String id) {
    return catalogue.findProduct(id).map(Product::title).orElse(id);
  }
}
