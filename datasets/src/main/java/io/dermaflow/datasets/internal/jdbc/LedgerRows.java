package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.Details;
import io.dermaflow.datasets.ItemState;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.likeness.Fingerprint;
import io.dermaflow.json.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of {@code datasets.item}, written in batches. */
final class LedgerRows {

  /** Written in full: a null of any column's type may come in its place. */
  private static final String INSERT =
      """
      insert into datasets.item
        (dataset, key, etag, said, size, sha256, source_sha256, severity, skin_type, conditions,
         subject, group_name, given_split, split_by, state, reason, evidence, object_key, source,
         tone, lesions, licence, consent, annotations, added_by, created_at, replaces, resolved)
      values
        (?, ?, ?, ?, ?, ?, ?, ?, ?, string_to_array(?, '|'),
         ?, ?, ?, ?, ?, ?, ?, ?, ?,
         ?, ?, ?, ?, ?::jsonb, ?, ?,
         (select max(id) from datasets.item
           where dataset = ? and source in ('', ?) and key = ? and (etag, said) <> (?, ?)),
         exists (select from datasets.item
                  where dataset = ? and sha256 = ? and resolved
                    and severity is not distinct from ? and skin_type is not distinct from ?))
      on conflict (dataset, source, key, etag, said) do update
         set state = excluded.state, reason = excluded.reason, evidence = excluded.evidence,
             sha256 = excluded.sha256, source_sha256 = excluded.source_sha256,
             severity = excluded.severity, skin_type = excluded.skin_type,
             conditions = excluded.conditions, size = excluded.size,
             object_key = excluded.object_key, added_by = excluded.added_by,
             replaces = excluded.replaces, resolved = excluded.resolved, retry = false
       where item.retry or item.state = 'REPLACED'
      """;

  private static final int MOST_TEXT = 2000;

  private final JdbcTemplate jdbc;

  LedgerRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<SourceEntry> unknown(String dataset, String source, List<SourceEntry> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Map<String, Set<String>> known = new HashMap<>();
    jdbc.query(
        """
        select key, etag, said
          from datasets.item
         where dataset = ? and source = ? and key = any(?) and not retry and state <> 'REPLACED'
        """,
        row -> {
          known
              .computeIfAbsent(row.getString("key"), key -> new HashSet<>())
              .add(row.getString("etag") + " " + row.getString("said"));
        },
        dataset,
        source,
        entries.stream().map(SourceEntry::ledgerKey).toArray(String[]::new));
    return entries.stream().filter(entry -> isNew(entry, known)).toList();
  }

  private static boolean isNew(SourceEntry entry, Map<String, Set<String>> known) {
    return !known
        .getOrDefault(entry.ledgerKey(), Set.of())
        .contains(entry.object().etag() + " " + entry.said());
  }

  void add(String dataset, long run, List<LedgerItem> items, Instant now) {
    jdbc.batchUpdate(
        """
        update datasets.item
           set state = 'REPLACED', retry = false
         where dataset = ? and source in ('', ?) and key = ? and (etag, said) <> (?, ?)
           and state <> 'REPLACED'
        """,
        items,
        items.size(),
        (statement, item) -> {
          statement.setString(1, dataset);
          statement.setString(2, item.source());
          statement.setString(3, item.key());
          statement.setString(4, item.etag());
          statement.setString(5, item.said());
        });
    List<Object[]> rows = items.stream().map(item -> row(dataset, run, item, now)).toList();
    jdbc.batchUpdate(INSERT, rows);
    List<Object[]> fingerprints =
        items.stream()
            .filter(item -> item.fingerprint() != null)
            .map(item -> fingerprint(dataset, item))
            .toList();
    jdbc.batchUpdate(
        """
        insert into datasets.fingerprint (item, index, pattern)
        select id, ?, ? from datasets.item
         where dataset = ? and source = ? and key = ? and etag = ? and said = ?
           and state = 'READY'
        on conflict (item) do update set index = excluded.index, pattern = excluded.pattern
        """,
        fingerprints);
  }

  private static Object[] row(String dataset, long run, LedgerItem item, Instant now) {
    Labels labels = item.labels();
    Set<String> conditions = labels.conditions();
    Details details = item.details();
    List<Annotation> annotations = details.annotations();
    return new @Nullable Object[] {
      dataset,
      item.key(),
      item.etag(),
      item.said(),
      item.size(),
      item.sha256(),
      item.sourceSha256(),
      labels.severity(),
      labels.skinType(),
      conditions == null ? null : String.join("|", conditions),
      text(item.subject()),
      text(item.group()),
      text(item.givenSplit()),
      splitBy(item),
      item.state().name(),
      text(item.reason()),
      text(item.evidence()),
      item.objectKey(),
      item.source(),
      text(details.tone()),
      details.lesions(),
      text(details.licence()),
      text(details.consent()),
      annotations.isEmpty()
          ? null
          : Json.write(annotations.stream().map(LedgerRows::sound).toList()),
      run,
      Timestamp.from(now),
      dataset,
      item.source(),
      item.key(),
      item.etag(),
      item.said(),
      dataset,
      item.sha256(),
      labels.severity(),
      labels.skinType()
    };
  }

  /** The database knows no zero character, and nobody reads a megabyte of evidence. */
  private static @Nullable String text(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String shown = value.length() > MOST_TEXT ? value.substring(0, MOST_TEXT) + "…" : value;
    return shown.replace("\u0000", "");
  }

  private static Annotation sound(Annotation said) {
    return new Annotation(sound(said.by()), sound(said.what()), sound(said.value()));
  }

  private static String sound(String text) {
    return String.valueOf(text(text));
  }

  private static @Nullable String splitBy(LedgerItem item) {
    if (item.givenSplit() == null) {
      return null;
    }
    return item.details().annotations().stream()
        .filter(annotation -> annotation.what().equals("split"))
        .map(Annotation::by)
        .findFirst()
        .orElse("manifest");
  }

  private static Object[] fingerprint(String dataset, LedgerItem item) {
    Fingerprint fingerprint = item.fingerprint();
    if (fingerprint == null) {
      throw new IllegalArgumentException(item.key() + " has no fingerprint");
    }
    return new Object[] {
      fingerprint.index(),
      fingerprint.patternBytes(),
      dataset,
      item.source(),
      item.key(),
      item.etag(),
      item.said()
    };
  }

  List<LedgerItem> quarantine(String dataset) {
    return jdbc.query(
        """
        select key, etag, size, sha256, source_sha256, severity, skin_type, conditions, subject,
               group_name, given_split, state, reason, evidence, object_key, source, tone, lesions,
               licence, consent, annotations
          from datasets.item
         where dataset = ? and state = 'SET_ASIDE'
         order by reason, key
        """,
        (row, n) ->
            new LedgerItem(
                row.getString("key"),
                row.getString("etag"),
                row.getLong("size"),
                row.getString("sha256"),
                labels(row),
                row.getString("subject"),
                row.getString("group_name"),
                row.getString("given_split"),
                ItemState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("evidence"),
                row.getString("object_key"),
                details(row),
                row.getString("source"),
                row.getString("source_sha256"),
                null),
        dataset);
  }

  private static Details details(ResultSet row) throws SQLException {
    String annotations = row.getString("annotations");
    return new Details(
        row.getString("tone"),
        row.getObject("lesions", Integer.class),
        row.getString("licence"),
        row.getString("consent"),
        annotations == null
            ? List.of()
            : Arrays.asList(Json.read(annotations, Annotation[].class)));
  }

  static Labels labels(ResultSet row) throws SQLException {
    return new Labels(
        row.getString("severity"), row.getString("skin_type"), texts(row.getArray("conditions")));
  }

  private static @Nullable Set<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? null : new LinkedHashSet<>(List.of((String[]) array.getArray()));
  }
}
