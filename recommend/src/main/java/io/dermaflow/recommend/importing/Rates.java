package io.dermaflow.recommend.importing;

import io.dermaflow.recommend.ListedPrice;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.data.DataNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A dated table of what one unit of a currency is in ringgit.
 *
 * @param asOf ISO 8601 date of the table
 * @param source where it comes from
 * @param ringgit ringgit by ISO 4217 code
 */
public record Rates(String asOf, String source, Map<String, Double> ringgit) {

  private static final double MOST = 1000;

  public Rates {
    ringgit = Map.copyOf(ringgit);
  }

  /** The table that comes with this version. */
  public static Rates bundled() {
    return of(DataFile.resource(Rates.class, "rates-v1.yaml"));
  }

  /**
   * @throws io.dermaflow.errors.DermaflowException with line and reason when a rate is wrong
   */
  public static Rates of(DataFile file) {
    return file.read(
        root -> {
          root.allow("as_of", "source", "ringgit");
          Map<String, Double> ringgit = new LinkedHashMap<>();
          root.get("ringgit")
              .entries()
              .forEach((code, rate) -> ringgit.put(currency(code, rate), rate(rate)));
          return new Rates(date(root.get("as_of")), root.get("source").text(), ringgit);
        });
  }

  private static double rate(DataNode rate) {
    return rate.number(1e-6, MOST);
  }

  private static String currency(String code, DataNode rate) {
    if (!code.matches("[A-Z]{3}")) {
      throw rate.wrong("currency '" + code + "', expected three capital letters");
    }
    return code;
  }

  private static String date(DataNode node) {
    try {
      return LocalDate.parse(node.text()).toString();
    } catch (DateTimeParseException e) {
      throw node.wrong("'" + node.text() + "', expected a date such as 2026-01-31");
    }
  }

  /** An amount in ringgit, rounded to sen; empty when the currency is not in the table. */
  public Optional<Double> findRinggit(double amount, String currency) {
    return Optional.ofNullable(ringgit.get(currency))
        .map(
            rate ->
                BigDecimal.valueOf(amount)
                    .multiply(BigDecimal.valueOf(rate))
                    .setScale(2, RoundingMode.HALF_UP)
                    .doubleValue());
  }

  ListedPrice listed(double amount, String currency) {
    return new ListedPrice(amount, currency, asOf);
  }
}
