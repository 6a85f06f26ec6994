package io.dermaflow.scheduler.access;

import io.dermaflow.ids.Digests;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A key as its holder writes it: {@code dfk_<id>_<secret>}. The id is 60 random bits in base 32,
 * the secret 256 random bits in base 64 for URLs. A secret of that size needs no slow digest.
 */
record KeyText(String id, String secret) {

  static final String PREFIX = "dfk_";
  private static final int ID_LENGTH = 12;
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_LENGTH = 43;
  private static final int SECRET_AT = PREFIX.length() + ID_LENGTH + 1;
  private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  static String newId(SecureRandom random) {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  static String newSecret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Takes a key apart; empty for what cannot be one. */
  static Optional<KeyText> parse(String text) {
    if (text.length() != SECRET_AT + SECRET_LENGTH
        || !text.startsWith(PREFIX)
        || text.charAt(SECRET_AT - 1) != '_') {
      return Optional.empty();
    }
    String id = text.substring(PREFIX.length(), SECRET_AT - 1);
    for (int i = 0; i < ID_LENGTH; i++) {
      if (ID_LETTERS.indexOf(id.charAt(i)) < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new KeyText(id, text.substring(SECRET_AT)));
  }

  /** SHA-256 of the secret. */
  byte[] digest() {
    return digest(secret);
  }

  static byte[] digest(String secret) {
    return Digests.newSha256().digest(secret.getBytes(StandardCharsets.ISO_8859_1));
  }

  String written() {
    return PREFIX + id + "_" + secret;
  }

  @Override
  public String toString() {
    return "KeyText[" + id + "]";
  }
}
