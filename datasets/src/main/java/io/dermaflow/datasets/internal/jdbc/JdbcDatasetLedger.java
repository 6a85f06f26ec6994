package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.ItemState;
import io.dermaflow.datasets.LabelTable;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.ids.Digests;
import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in schema {@code datasets}. */
final class JdbcDatasetLedger implements DatasetLedger {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  JdbcDatasetLedger(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public List<SourceEntry> unknown(String dataset, List<SourceEntry> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Map<String, Set<String>> known = new HashMap<>();
    jdbc.sql("select key, etag from datasets.item where dataset = :dataset and key in (:keys)")
        .param("dataset", dataset)
        .param("keys", entries.stream().map(e -> e.object().key()).toList())
        .query(
            row -> {
              known
                  .computeIfAbsent(row.getString("key"), key -> new HashSet<>())
                  .add(row.getString("etag"));
            });
    return entries.stream()
        .filter(e -> !known.getOrDefault(e.object().key(), Set.of()).contains(e.object().etag()))
        .toList();
  }

  @Override
  public void add(String dataset, long run, List<LedgerItem> items) {
    for (LedgerItem item : items) {
      jdbc.sql(
              """
              update datasets.item
                 set state = 'REPLACED'
               where dataset = :dataset and key = :key and etag <> :etag and state <> 'REPLACED'
              """)
          .param("dataset", dataset)
          .param("key", item.key())
          .param("etag", item.etag())
          .update();
      insert(dataset, run, item);
    }
  }

  private void insert(String dataset, long run, LedgerItem item) {
    Labels labels = item.labels();
    Set<String> conditions = labels.conditions();
    jdbc.sql(
            """
            insert into datasets.item
              (dataset, key, etag, size, sha256, severity, skin_type, conditions, subject,
               group_name, given_split, state, reason, evidence, object_key, added_by, created_at)
            values
              (:dataset, :key, :etag, :size, :sha256, :severity, :type,
               string_to_array(:conditions, '|'), :subject,
               :group, :split, :state, :reason, :evidence, :object, :run, :at)
            on conflict (dataset, key, etag) do nothing
            """)
        .param("dataset", dataset)
        .param("key", item.key())
        .param("etag", item.etag())
        .param("size", item.size())
        .param("sha256", item.sha256())
        .param("severity", labels.severity())
        .param("type", labels.skinType())
        .param("conditions", conditions == null ? null : String.join("|", conditions))
        .param("subject", item.subject())
        .param("group", item.group())
        .param("split", item.givenSplit())
        .param("state", item.state().name())
        .param("reason", item.reason())
        .param("evidence", item.evidence())
        .param("object", item.objectKey())
        .param("run", run)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  @Override
  public Added added(String dataset, long run) {
    return jdbc.sql(
            """
            select count(*) as added, count(*) filter (where state = 'SET_ASIDE') as set_aside
              from datasets.item
             where dataset = :dataset and added_by = :run
            """)
        .param("dataset", dataset)
        .param("run", run)
        .query((row, n) -> new Added(row.getInt("added"), row.getInt("set_aside")))
        .single();
  }

  @Override
  public DatasetVersion seal(String dataset, long seed) {
    DatasetVersion sealed =
        transaction.execute(
            status -> {
              jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
                  .param("datasets:" + dataset)
                  .query((row, n) -> 0)
                  .single();
              markDuplicates(dataset);
              List<VersionItem> items = assignSplits(ready(dataset), seed);
              return sealItems(dataset, items);
            });
    return Objects.requireNonNull(sealed);
  }

  /** Identical bytes: the first is kept; with different labels none of them is. */
  private void markDuplicates(String dataset) {
    jdbc.sql(
            """
            with twins as (
              select sha256
                from datasets.item
               where dataset = :dataset and state in ('READY', 'DUPLICATE')
               group by sha256
              having count(distinct (severity, skin_type, conditions)) > 1)
            update datasets.item i
               set state = 'SET_ASIDE', reason = 'CONFLICTING_LABELS',
                   evidence = 'identical pictures with different labels, SHA-256 ' || i.sha256
              from twins
             where i.dataset = :dataset and i.sha256 = twins.sha256
               and i.state in ('READY', 'DUPLICATE')
            """)
        .param("dataset", dataset)
        .update();
    jdbc.sql(
            """
            update datasets.item i
               set state = 'DUPLICATE', evidence = 'identical to ' || first.key
              from (select distinct on (sha256) id, sha256, key
                      from datasets.item
                     where dataset = :dataset and state in ('READY', 'DUPLICATE')
                     order by sha256, id) first
             where i.dataset = :dataset and i.state = 'READY'
               and i.sha256 = first.sha256 and i.id <> first.id
            """)
        .param("dataset", dataset)
        .update();
  }

  private List<Ready> ready(String dataset) {
    return jdbc.sql(
            """
            select id, key, sha256, object_key, severity, skin_type, conditions, subject,
                   group_name, given_split
              from datasets.item
             where dataset = :dataset and state = 'READY'
             order by id
            """)
        .param("dataset", dataset)
        .query(JdbcDatasetLedger::ready)
        .list();
  }

  /** A group goes where its hash says, or where the source says; never to two splits. */
  private static List<VersionItem> assignSplits(List<Ready> items, long seed) {
    Map<String, String> given = new HashMap<>();
    Map<String, String> givenBy = new HashMap<>();
    for (Ready item : items) {
      String split = item.givenSplit();
      if (split == null) {
        continue;
      }
      String before = given.putIfAbsent(item.group(), split);
      String firstKey = givenBy.putIfAbsent(item.group(), item.key());
      if (before != null && !before.equals(split)) {
        throw DermaflowException.refused(
            "Group '%s' lies in %s (%s) and %s (%s)"
                .formatted(item.group(), before, firstKey, split, item.key()),
            "all items of a group in one split",
            "the split column was made by item: drop it, and splits are made by group");
      }
    }
    return items.stream()
        .map(i -> i.in(given.getOrDefault(i.group(), split(i.group(), seed))))
        .toList();
  }

  /**
   * 70 % train, 10 % valid, 20 % test by the first 8 hex digits of a hash: adding moves nothing.
   */
  private static String split(String group, long seed) {
    long hash = Long.parseLong(Digests.sha256(seed + "|" + group).substring(0, 8), 16);
    double at = hash / (double) 0x1_0000_0000L;
    if (at < 0.7) {
      return "train";
    }
    return at < 0.8 ? "valid" : "test";
  }

  private DatasetVersion sealItems(String dataset, List<VersionItem> items) {
    if (items.isEmpty()) {
      throw DermaflowException.usage(
          "Dataset '" + dataset + "' has no usable item",
          "at least one labelled picture",
          "all were set aside: 'dataset quarantine " + dataset + "' shows why");
    }
    String digest = digest(items);
    Optional<DatasetVersion> newest = find(dataset, 0);
    if (newest.isPresent() && newest.get().digest().equals(digest)) {
      return refreshed(newest.get());
    }
    int version = newest.map(DatasetVersion::version).orElse(0) + 1;
    Map<String, Integer> splits = new TreeMap<>();
    Set<String> groups = new HashSet<>();
    for (VersionItem item : items) {
      splits.merge(item.split(), 1, Integer::sum);
      groups.add(item.group());
    }
    DatasetVersion sealed =
        refreshed(
            new DatasetVersion(
                dataset,
                version,
                digest,
                items.size(),
                splits,
                groups.size(),
                0,
                0,
                clock.instant()));
    jdbc.sql(
            """
            insert into datasets.version (dataset, version, digest, card, created_at)
            values (:dataset, :version, :digest, :card::jsonb, :at)
            """)
        .param("dataset", dataset)
        .param("version", version)
        .param("digest", digest)
        .param("card", Json.write(sealed))
        .param("at", Timestamp.from(sealed.createdAt()))
        .update();
    for (VersionItem item : items) {
      jdbc.sql(
              """
              insert into datasets.version_item (dataset, version, item, group_name, split)
              values (?, ?, ?, ?, ?)
              """)
          .params(dataset, version, item.id(), item.group(), item.split())
          .update();
    }
    return sealed;
  }

  private DatasetVersion refreshed(DatasetVersion version) {
    return new DatasetVersion(
        version.dataset(),
        version.version(),
        version.digest(),
        version.items(),
        version.splits(),
        version.groups(),
        count(version.dataset(), ItemState.DUPLICATE),
        count(version.dataset(), ItemState.SET_ASIDE),
        version.createdAt());
  }

  private int count(String dataset, ItemState state) {
    return jdbc.sql("select count(*) from datasets.item where dataset = ? and state = ?")
        .param(dataset)
        .param(state.name())
        .query(Integer.class)
        .single();
  }

  private static String digest(List<VersionItem> items) {
    MessageDigest sha = Digests.newSha256();
    sha.update(LabelTable.VERSION.getBytes(StandardCharsets.UTF_8));
    items.stream()
        .map(i -> i.sha256() + "|" + i.labels().canonical() + "|" + i.group() + "|" + i.split())
        .sorted()
        .forEach(line -> sha.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha.digest());
  }

  @Override
  public Optional<DatasetVersion> find(String dataset, int version) {
    return jdbc.sql(
            """
            select card
              from datasets.version
             where dataset = :dataset and (:version = 0 or version = :version)
             order by version desc
             limit 1
            """)
        .param("dataset", dataset)
        .param("version", version)
        .query((row, n) -> Json.read(row.getString("card"), DatasetVersion.class))
        .optional();
  }

  @Override
  public List<DatasetVersion> list() {
    return jdbc.sql("select card from datasets.version order by dataset, version desc")
        .query((row, n) -> Json.read(row.getString("card"), DatasetVersion.class))
        .list();
  }

  @Override
  public List<VersionItem> items(DatasetVersion version) {
    return jdbc
        .sql(
            """
            select i.id, i.key, i.sha256, i.object_key, i.severity, i.skin_type, i.conditions,
                   i.subject, v.group_name, v.split as given_split
              from datasets.version_item v
              join datasets.item i on i.id = v.item
             where v.dataset = :dataset and v.version = :version
             order by i.id
            """)
        .param("dataset", version.dataset())
        .param("version", version.version())
        .query(JdbcDatasetLedger::ready)
        .list()
        .stream()
        .map(i -> i.in(Objects.requireNonNull(i.givenSplit())))
        .toList();
  }

  @Override
  public List<LedgerItem> quarantine(String dataset) {
    return jdbc.sql(
            """
            select key, etag, size, sha256, severity, skin_type, conditions, subject, group_name,
                   given_split, state, reason, evidence, object_key
              from datasets.item
             where dataset = :dataset and state = 'SET_ASIDE'
             order by reason, key
            """)
        .param("dataset", dataset)
        .query(
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
                    row.getString("object_key")))
        .list();
  }

  private static Ready ready(ResultSet row, int number) throws SQLException {
    String subject = row.getString("subject");
    String group = row.getString("group_name");
    String sha256 = row.getString("sha256");
    return new Ready(
        row.getLong("id"),
        row.getString("key"),
        sha256,
        row.getString("object_key"),
        labels(row),
        group != null ? group : subject != null ? "subject:" + subject : sha256,
        row.getString("given_split"));
  }

  private static Labels labels(ResultSet row) throws SQLException {
    Array conditions = row.getArray("conditions");
    Set<String> present = null;
    if (conditions != null) {
      present = new LinkedHashSet<>(List.of((String[]) conditions.getArray()));
    }
    return new Labels(row.getString("severity"), row.getString("skin_type"), present);
  }

  private record Ready(
      long id,
      String key,
      String sha256,
      String objectKey,
      Labels labels,
      String group,
      @Nullable String givenSplit) {

    VersionItem in(String split) {
      return new VersionItem(id, key, sha256, objectKey, labels, group, split);
    }
  }
}
