package io.dermaflow.scheduler.serving;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids that callers send, and ids made of keys. */
public final class Ids {

  /** What the id of a person, or of a product, is made of. */
  public static final String EXPECTED = "1..128 of A-Z a-z 0-9 . _ : -, not . or ..";

  /** Dots alone would be lost from a path. */
  private static final Pattern SUBJECT = Pattern.compile("(?![.]{1,2}$)[A-Za-z0-9._:-]{1,128}");

  private Ids() {}

  /** Whether a person may be called so. */
  public static boolean isSubject(String text) {
    return SUBJECT.matcher(text).matches();
  }

  /**
   * @throws DermaflowException (usage) when no person is called so
   */
  static void requireSubject(String subjectId) {
    if (!isSubject(subjectId)) {
      throw DermaflowException.usage(
          "subject_id is '" + subjectId.substring(0, Math.min(subjectId.length(), 128)) + "'",
          EXPECTED,
          "it is a name or an address: send a pseudonym");
    }
  }

  /** The same id for the same key, and another for another one. */
  static UUID of(List<String> key) {
    StringBuilder text = new StringBuilder();
    key.forEach(part -> text.append(part.length()).append(':').append(part));
    ByteBuffer digest =
        ByteBuffer.wrap(
            Digests.newSha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    long high = (digest.getLong() & ~0xF000L) | 0x8000L; // version 8: made as we like
    long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
