package io.dermaflow.scheduler.web;

import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in paths and bodies. */
public final class Ids {

  /** What a subject's id is made of. */
  public static final String SUBJECT = io.dermaflow.scheduler.serving.Ids.EXPECTED;

  static final String UPLOAD = "1..128 of A-Z a-z 0-9 . _ -, a letter or digit first";

  static final String PRODUCT = "the id of a product, " + SUBJECT;

  private static final String UUID_TEXT = "a UUID";
  private static final Pattern UPLOADS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern UUIDS =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private Ids() {}

  public static boolean isSubject(String text) {
    return io.dermaflow.scheduler.serving.Ids.isSubject(text);
  }

  static boolean isUpload(String text) {
    return UPLOADS.matcher(text).matches();
  }

  static boolean isProduct(String text) {
    return io.dermaflow.scheduler.serving.Ids.isSubject(text);
  }

  /** A subject's id out of a path. */
  public static String subject(String text) {
    if (!isSubject(text)) {
      throw Problem.invalid("subject", text, SUBJECT);
    }
    return text;
  }

  /** An upload's id out of a path. */
  static String upload(String text) {
    if (!isUpload(text)) {
      throw Problem.invalid("upload_id", text, UPLOAD);
    }
    return text;
  }

  /** A UUID out of a path; {@link UUID#fromString} takes more than UUIDs. */
  static UUID uuid(String text) {
    if (!UUIDS.matcher(text).matches()) {
      throw Problem.invalid("id", text, UUID_TEXT);
    }
    return UUID.fromString(text);
  }
}
