package io.dermaflow.recommend.importing;

import io.dermaflow.recommend.ListedPrice;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads prices as shops write them: {@code 59.90}, {@code RM 59.90}, {@code $28}, {@code 45,90 €}.
 */
final class Prices {

  private static final double MOST_RINGGIT = 100_000;
  private static final Pattern PRICE =
      Pattern.compile("([^\\d\\s.,+-]{0,4})\\s*([+-]?[\\d.,]+)\\s*([^\\d\\s.,]{0,4})");
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("RM", "MYR"),
          Map.entry("$", "USD"),
          Map.entry("US$", "USD"),
          Map.entry("S$", "SGD"),
          Map.entry("A$", "AUD"),
          Map.entry("€", "EUR"),
          Map.entry("£", "GBP"),
          Map.entry("¥", "JPY"),
          Map.entry("₩", "KRW"),
          Map.entry("฿", "THB"),
          Map.entry("RP", "IDR"),
          Map.entry("₹", "INR"));

  private final Rates rates;

  /**
   * @param ringgit in RM
   * @param listed as the shop lists it
   */
  record Price(double ringgit, ListedPrice listed) {}

  Prices(Rates rates) {
    this.rates = rates;
  }

  /**
   * @param column what errors call it
   * @param text the cell
   * @param currency cell of the currency, or empty
   * @param otherwise currency where neither names one
   */
  Price parse(String column, String text, String currency, String otherwise) throws RowException {
    Matcher matcher = PRICE.matcher(text);
    String expected = ", expected a positive number";
    if (!matcher.matches()) {
      throw new RowException(column + " '" + RowException.shorten(text) + "'" + expected);
    }
    double amount = amount(matcher.group(2));
    if (!(amount > 0)) {
      throw new RowException(column + " '" + RowException.shorten(text) + "'" + expected);
    }
    String symbol = matcher.group(1) + matcher.group(3);
    String code = code(symbol.isEmpty() ? currency : symbol, otherwise);
    double ringgit =
        rates
            .findRinggit(amount, code)
            .orElseThrow(
                () ->
                    new RowException(
                        "currency '%s', expected one of %s"
                            .formatted(code, new TreeSet<>(rates.ringgit().keySet()))));
    if (!(ringgit > 0 && ringgit < MOST_RINGGIT)) {
      throw new RowException(
          "%s '%s', expected less than RM%.0f".formatted(column, text, MOST_RINGGIT));
    }
    return new Price(ringgit, rates.listed(amount, code));
  }

  private static String code(String written, String otherwise) {
    if (written.isBlank()) {
      return otherwise;
    }
    String upper = written.strip().toUpperCase(Locale.ROOT);
    return SYMBOLS.getOrDefault(upper, upper);
  }

  /** {@code 1,299.00} and {@code 45,90}; not a number where it is neither. */
  private static double amount(String digits) {
    String plain = digits;
    if (plain.matches("[+-]?\\d+,\\d{1,2}")) {
      plain = plain.replace(',', '.');
    } else if (plain.matches("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?")) {
      plain = plain.replace(",", "");
    }
    try {
      return Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
