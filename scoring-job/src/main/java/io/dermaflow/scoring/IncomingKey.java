package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectNames;
import io.dermaflow.ids.Digests;
import java.util.regex.Pattern;

/**
 * The key of an original: {@code incoming/<uploadId>/<name>}.
 *
 * @param key all of it
 * @param uploadId what stands before the first slash behind {@code incoming/}; empty without one
 * @param name what stands behind it
 * @param kind what the name says it is
 */
record IncomingKey(String key, String uploadId, String name, Kind kind) {

  static final String INCOMING = "incoming/";
  static final String REFUSED = "incoming-refused/";
  static final String UPLOADS = "uploads/";

  /** What {@link #UPLOAD_ID} never matches. */
  private static final String STRANGE = "_strange/";

  private static final Pattern UPLOAD_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern SELFIE = Pattern.compile("selfie(\\.[A-Za-z0-9]{1,8})?");

  /** What an original may be; surveys come first, so that a selfie finds its survey. */
  enum Kind {
    SURVEY,
    SELFIE,
    STRANGE
  }

  static IncomingKey of(String key) {
    String rest = key.substring(INCOMING.length());
    int slash = rest.indexOf('/');
    String id = rest.substring(0, Math.max(0, slash));
    String name = rest.substring(slash + 1);
    return new IncomingKey(key, id, name, isUploadId(id) ? kind(name) : Kind.STRANGE);
  }

  static boolean isUploadId(String text) {
    return UPLOAD_ID.matcher(text).matches();
  }

  static Kind kind(String name) {
    if (name.equals("survey.json")) {
      return Kind.SURVEY;
    }
    return SELFIE.matcher(name).matches() ? Kind.SELFIE : Kind.STRANGE;
  }

  /** The upload, as a table can hold it. */
  String storableId() {
    return ObjectNames.storable(uploadId);
  }

  /** The name, as a table can hold it. */
  String storableName() {
    return ObjectNames.storable(name);
  }

  /**
   * Where it is set aside: under its name, or under the digest of its key where that is strange.
   */
  String refusedKey() {
    // A name is as plain as an id, or it is one that storage may stumble over.
    return isUploadId(uploadId) && isUploadId(name)
        ? REFUSED + uploadId + "/" + name
        : REFUSED + STRANGE + Digests.sha256(key);
  }

  /** Where a survey goes. */
  String surveyKey() {
    return UPLOADS + uploadId + "/survey.json";
  }

  /** Where a selfie goes; its extension follows. */
  String selfiePrefix() {
    return UPLOADS + uploadId + "/selfie.";
  }
}
