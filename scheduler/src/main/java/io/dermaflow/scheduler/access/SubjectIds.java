package io.dermaflow.scheduler.access;

import java.util.regex.Pattern;

/** What names a person: pseudonymous, and safe in paths and logs. */
final class SubjectIds {

  static final String EXPECTED = "1 to 128 letters, digits, '.', '_', ':' and '-'";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private SubjectIds() {}

  static boolean isOne(String text) {
    return ALLOWED.matcher(text).matches();
  }
}
