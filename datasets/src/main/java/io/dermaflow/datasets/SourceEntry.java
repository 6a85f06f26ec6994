package io.dermaflow.datasets;

import io.dermaflow.ids.Digests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that a source offers, before its bytes are read.
 *
 * @param object where it lies
 * @param labels what the source says of it
 * @param subject person behind it, or null
 * @param group items of one group stay in one split, or null
 * @param split {@code train valid test} as given, or null
 * @param unknownLabel a label that the table does not know, or null
 * @param details what else the source says
 */
public record SourceEntry(
    StoredObject object,
    Labels labels,
    @Nullable String subject,
    @Nullable String group,
    @Nullable String split,
    @Nullable String unknownLabel,
    Details details) {

  /** An entry of which nothing else is said. */
  public SourceEntry(
      StoredObject object,
      Labels labels,
      @Nullable String subject,
      @Nullable String group,
      @Nullable String split,
      @Nullable String unknownLabel) {
    this(object, labels, subject, group, split, unknownLabel, Details.NONE);
  }

  /** The object's key as the ledger holds it: shortened where no database could. */
  public String ledgerKey() {
    return ObjectNames.storable(object.key());
  }

  /** Changes with everything that the source says of the item, but its bytes. */
  public String said() {
    return said(labels, subject, group, split, details);
  }

  static String said(
      Labels labels,
      @Nullable String subject,
      @Nullable String group,
      @Nullable String split,
      Details details) {
    String all =
        String.join(
            "\u0000",
            labels.canonical(),
            text(subject),
            text(group),
            text(split),
            details.toString());
    return Digests.sha256(all).substring(0, 16);
  }

  private static String text(@Nullable String value) {
    return value == null ? "-" : "=" + value;
  }

  /** The same with these annotations. */
  public SourceEntry annotated(List<Annotation> annotations) {
    return with(
        new Details(
            details.tone(), details.lesions(), details.licence(), details.consent(), annotations));
  }

  /** The same with other details. */
  public SourceEntry with(Details other) {
    return new SourceEntry(object, labels, subject, group, split, unknownLabel, other);
  }
}
