package io.dermaflow.recommend;

/**
 * A price as the shop lists it.
 *
 * @param amount in units of the currency
 * @param currency ISO 4217 code
 * @param rateOf date of the rate by which it was converted to ringgit, ISO 8601
 */
public record ListedPrice(double amount, String currency, String rateOf) {}
