package io.dermaflow.recommend;

/** Draws a product: a bottle, tube, jar or pump by its slot, coloured by its brand. */
public final class ProductPicture {

  private ProductPicture() {}

  /** An SVG of 120 by 160 units with a title for those who do not see it. */
  public static String svg(Product product) {
    int hash = product.brand().hashCode() * 31 + product.slot().ordinal() * 17;
    int hue = Math.floorMod(hash, 360);
    String body = "hsl(%d,42%%,78%%)".formatted(hue);
    String dark = "hsl(%d,38%%,42%%)".formatted(hue);
    String shape =
        switch (product.slot()) {
          case CLEANSE ->
              "<rect x='48' y='8' width='24' height='20' rx='4' fill='%2$s'/><path d='M72 14h18v6H72z' fill='%2$s'/><rect x='30' y='28' width='60' height='124' rx='12' fill='%1$s'/>";
          case TREAT ->
              "<rect x='52' y='6' width='16' height='30' rx='6' fill='%2$s'/><rect x='46' y='34' width='28' height='14' fill='%2$s'/><rect x='38' y='48' width='44' height='104' rx='8' fill='%1$s'/>";
          case MOISTURISE ->
              "<rect x='20' y='62' width='80' height='26' rx='5' fill='%2$s'/><rect x='16' y='84' width='88' height='66' rx='12' fill='%1$s'/>";
          case PROTECT ->
              "<path d='M34 12h52l-6 116H40z' fill='%1$s'/><rect x='40' y='128' width='40' height='24' rx='4' fill='%2$s'/>";
          case MAKEUP ->
              "<rect x='46' y='60' width='28' height='92' rx='4' fill='%2$s'/><path d='M50 60V26l20-14v48z' fill='%1$s'/>";
        };
    return """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 160' role='img'><title>%s</title>%s\
        <rect x='36' y='98' width='48' height='32' fill='#fff' opacity='.85'/>\
        <text x='60' y='112' font-family='sans-serif' font-size='8' text-anchor='middle' fill='#333'>%s</text>\
        <text x='60' y='123' font-family='sans-serif' font-size='6' text-anchor='middle' fill='#555'>%s</text></svg>
        """
        .formatted(
            escape(product.title()),
            shape.formatted(body, dark),
            escape(shorten(product.brand(), 11)),
            escape(shorten(product.name(), 16)))
        .strip();
  }

  private static String shorten(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1).strip() + "…";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;");
  }
}
