package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.Labels;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.datasets.VersionReport.SourceCount;
import io.dermaflow.datasets.likeness.Fingerprint;
import io.dermaflow.datasets.likeness.LikePair;
import io.dermaflow.datasets.splits.SplitPlan;
import io.dermaflow.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** What sealing reads and writes; all in the caller's transaction. */
final class SealingRows {

  /** Rows that a cursor fetches at once. */
  private static final int FETCH = 2000;

  /** Rows that one statement inserts. */
  private static final int AT_ONCE = 5000;

  private final JdbcTemplate jdbc;

  SealingRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Waits for others that change or seal the dataset, until the transaction ends. */
  void lock(String dataset) {
    jdbc.query("select pg_advisory_xact_lock(hashtext(?))", row -> {}, "datasets:" + dataset);
  }

  /** How often the dataset's items have changed. */
  long changes(String dataset) {
    List<Long> count =
        jdbc.queryForList(
            "select count from datasets.change where dataset = ?", Long.class, dataset);
    return count.isEmpty() ? 0 : count.get(0);
  }

  /** Up to which change, and how, a version was sealed. */
  String seen(DatasetVersion version) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select changes || ' ' || sealed_with from datasets.version"
                + " where dataset = ? and version = ?",
            String.class,
            version.dataset(),
            version.version()));
  }

  /** The version is what would be sealed of the items as they are; what was counted may differ. */
  void update(DatasetVersion version, VersionReport report, long changes, String sealedWith) {
    jdbc.update(
        """
        update datasets.version
           set card = ?::jsonb, report = ?::json, changes = ?, sealed_with = ?
         where dataset = ? and version = ?
        """,
        Json.write(version),
        Json.write(report),
        changes,
        sealedWith,
        version.dataset(),
        version.version());
  }

  /** Items that are byte-identical to another one, whichever is kept, if any. */
  int duplicates(String dataset) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select count(sha256) - count(distinct sha256)
              from datasets.item
             where dataset = ? and state <> 'REPLACED'
            """,
            Integer.class,
            dataset));
  }

  /**
   * Identical bytes: one is kept; with different labels none of them is, unless a person said which
   * are right. What was found of earlier versions is found anew.
   */
  void markDuplicates(String dataset) {
    // What came just now is not in the planner's statistics: it would take thousands for one.
    jdbc.execute("analyze datasets.item, datasets.assignment, datasets.version_item");
    jdbc.update(
        """
        update datasets.item
           set state = 'READY', reason = null, evidence = null
         where dataset = ?
           and (state = 'DUPLICATE'
                or (state = 'SET_ASIDE' and reason in ('CONFLICTING_LABELS', 'BRIDGES_SPLITS')
                    and object_key is not null))
        """,
        dataset);
    jdbc.update(
        """
        with twins as (
          select sha256, bool_or(resolved) as resolved,
                 count(distinct severity) > 1 or count(distinct skin_type) > 1
                   or count(distinct conditions) > 1 as torn,
                 string_agg(
                   left(key, 200) || ' says '
                     || concat_ws(' ', severity, skin_type, array_to_string(conditions, '|')),
                   '; ' order by key collate "C") as sayings
            from datasets.item
           where dataset = ? and state = 'READY'
           group by sha256
          having count(*) > 1),
        ranked as (
          select i.id, t.torn and not t.resolved as torn, t.sayings,
                 first_value(i.key) over seq as first_key,
                 row_number() over seq as place
            from datasets.item i
            join twins t on t.sha256 = i.sha256
           where i.dataset = ? and i.state = 'READY'
          window seq as (
            partition by i.sha256
            order by i.resolved desc, i.key collate "C", i.id))
        update datasets.item i
           set state = case when r.torn then 'SET_ASIDE' else 'DUPLICATE' end,
               reason = case when r.torn then 'CONFLICTING_LABELS' end,
               evidence = case when r.torn
                 then 'identical bytes: ' || left(r.sayings, 1500)
                 else 'identical to ' || r.first_key end
          from ranked r
         where i.id = r.id and (r.torn or r.place > 1)
        """,
        dataset,
        dataset);
  }

  /** All pictures that may be used, by content. */
  Loaded load(String dataset) {
    Loaded loaded = new Loaded();
    stream(
        """
        select i.id, i.sha256, i.subject, i.group_name, i.given_split, i.split_by, i.tone,
               a.split as kept,
               case when r.id is null then i.severity end as severity,
               case when r.id is null then i.skin_type end as skin_type,
               case when r.id is null then i.conditions end as conditions
          from datasets.item i
          left join datasets.assignment a on a.dataset = i.dataset and a.sha256 = i.sha256
          left join datasets.item r
            on i.state = 'DUPLICATE' and r.dataset = i.dataset and r.sha256 = i.sha256
           and r.resolved and r.state = 'READY'
         where i.dataset = ? and i.state in ('READY', 'DUPLICATE')
         order by i.sha256 collate "C", i.state desc, i.key collate "C", i.id
        """,
        row ->
            loaded.add(
                new Loaded.Row(
                    row.getLong("id"),
                    row.getString("sha256"),
                    LedgerRows.labels(row),
                    row.getString("subject"),
                    row.getString("group_name"),
                    row.getString("given_split"),
                    !"folder".equals(row.getString("split_by")),
                    row.getString("tone"),
                    row.getString("kept"))),
        dataset);
    return loaded;
  }

  /** Pairs that earlier versions found. */
  List<LikePair> knownPairs(String dataset, Loaded loaded) {
    List<LikePair> pairs = new ArrayList<>();
    stream(
        """
        select a.sha256 as a, b.sha256 as b, p.distance, p.likeness, p.mirrored
          from datasets.like_pair p
          join datasets.item a on a.id = p.a
          join datasets.item b on b.id = p.b
         where p.dataset = ?
         order by 1, 2
        """,
        row -> {
          int a = loaded.find(row.getString("a"));
          int b = loaded.find(row.getString("b"));
          if (a >= 0 && b >= 0) {
            pairs.add(
                new LikePair(
                    a,
                    b,
                    row.getInt("distance"),
                    row.getFloat("likeness"),
                    row.getBoolean("mirrored")));
          }
        },
        dataset);
    return pairs;
  }

  void fingerprints(String dataset, Sealing.FingerprintTaker taker) {
    stream(
        """
        with newest as (
          select version
            from datasets.version
           where dataset = ? and sealed_with <> ''
           order by version desc
           limit 1)
        select i.sha256, v.sha256 is not null as old, f.index, f.pattern
          from datasets.item i
          join datasets.fingerprint f on f.item = i.id
          left join datasets.version_item v
            on v.dataset = i.dataset and v.sha256 = i.sha256
           and v.version = (select version from newest)
         where i.dataset = ? and i.state = 'READY'
         order by v.sha256 is null, i.sha256 collate "C"
        """,
        row ->
            taker.take(
                row.getString("sha256"),
                row.getBoolean("old"),
                Fingerprint.of(row.getBytes("index"), row.getBytes("pattern"))),
        dataset,
        dataset);
  }

  /** With a cursor: rows are not held. */
  private void stream(String sql, RowCallbackHandler handler, String... values) {
    jdbc.query(
        (Connection connection) -> {
          PreparedStatement statement = connection.prepareStatement(sql);
          statement.setFetchSize(FETCH);
          for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
          }
          return statement;
        },
        handler);
  }

  String key(long id) {
    return Objects.requireNonNull(
        jdbc.queryForObject("select key from datasets.item where id = ?", String.class, id));
  }

  void setAsideBridges(Loaded loaded, SplitPlan plan) {
    plan.bridges()
        .forEach(
            (index, bridge) ->
                jdbc.update(
                    """
                    update datasets.item
                       set state = 'SET_ASIDE', reason = 'BRIDGES_SPLITS', evidence = ?
                     where id = ?
                    """,
                    "belongs to %s (%s) and to %s (%s)"
                        .formatted(
                            bridge.a() == index ? "its own split" : key(loaded.id(bridge.a())),
                            bridge.splitOfA().key(),
                            key(loaded.id(bridge.b())),
                            bridge.splitOfB().key()),
                    loaded.id(index)));
  }

  /** What is set aside, by reason. */
  Map<String, Integer> aside(String dataset) {
    Map<String, Integer> counts = new TreeMap<>();
    jdbc.query(
        """
        select reason, count(*) as n
          from datasets.item
         where dataset = ? and state = 'SET_ASIDE'
         group by reason
        """,
        row -> {
          counts.put(row.getString("reason"), row.getInt("n"));
        },
        dataset);
    return counts;
  }

  List<SourceCount> sources(String dataset) {
    return jdbc.query(
        """
        select source, coalesce(licence, '') as licence, coalesce(consent, '') as consent,
               count(*) as n
          from datasets.item
         where dataset = ? and state = 'READY'
         group by 1, 2, 3
         order by 1, 4 desc, 2, 3
         limit 1000
        """,
        (row, n) ->
            new SourceCount(
                row.getString("source"),
                row.getInt("n"),
                row.getString("licence"),
                row.getString("consent")),
        dataset);
  }

  void insert(
      DatasetVersion version,
      VersionReport report,
      Sealing.Sealed sealed,
      long changes,
      String sealedWith) {
    jdbc.update(
        """
        insert into datasets.version
          (dataset, version, digest, card, report, changes, sealed_with, created_at)
        values (?, ?, ?, ?::jsonb, ?::json, ?, ?, ?)
        """,
        version.dataset(),
        version.version(),
        version.digest(),
        Json.write(version),
        Json.write(report),
        changes,
        sealedWith,
        Timestamp.from(version.createdAt()));
    Block block = new Block(version);
    for (int i = 0; i < sealed.size(); i++) {
      if (sealed.has(i)) {
        block.add(sealed, i);
      }
    }
    block.flush();
  }

  /** Rows that go to the database together. */
  private final class Block {
    private final DatasetVersion version;
    private final List<Long> ids = new ArrayList<>();
    private final List<String[]> texts = new ArrayList<>();

    Block(DatasetVersion version) {
      this.version = version;
    }

    void add(Sealing.Sealed sealed, int index) {
      Labels labels = sealed.loaded().labels(index);
      Set<String> conditions = labels.conditions();
      ids.add(sealed.loaded().id(index));
      texts.add(
          new String[] {
            sealed.loaded().sha256(index),
            sealed.group(index),
            sealed.split(index),
            labels.severity() == null ? "" : labels.severity(),
            labels.skinType() == null ? "" : labels.skinType(),
            conditions == null ? "-" : String.join("|", conditions)
          });
      if (ids.size() == AT_ONCE) {
        flush();
      }
    }

    void flush() {
      String[] sha256 = column(0);
      jdbc.update(
          """
          insert into datasets.version_item
            (dataset, version, item, sha256, group_name, split, severity, skin_type, conditions)
          select ?, ?, t.item, t.sha256, t.group_name, t.split,
                 nullif(t.severity, ''), nullif(t.skin_type, ''),
                 case when t.conditions <> '-' then string_to_array(t.conditions, '|') end
            from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[])
                 as t (item, sha256, group_name, split, severity, skin_type, conditions)
          """,
          version.dataset(),
          version.version(),
          ids.toArray(Long[]::new),
          sha256,
          column(1),
          column(2),
          column(3),
          column(4),
          column(5));
      jdbc.update(
          """
          insert into datasets.assignment (dataset, sha256, split)
          select ?, t.sha256, t.split
            from unnest(?::text[], ?::text[]) as t (sha256, split)
          on conflict do nothing
          """,
          version.dataset(),
          sha256,
          column(2));
      ids.clear();
      texts.clear();
    }

    private String[] column(int index) {
      return texts.stream().map(row -> row[index]).toArray(String[]::new);
    }
  }

  void insertPairs(String dataset, Loaded loaded, List<LikePair> pairs) {
    for (int from = 0; from < pairs.size(); from += AT_ONCE) {
      List<LikePair> some = pairs.subList(from, Math.min(pairs.size(), from + AT_ONCE));
      jdbc.batchUpdate(
          """
          insert into datasets.like_pair (dataset, a, b, distance, likeness, mirrored)
          values (?, ?, ?, ?, ?, ?)
          on conflict do nothing
          """,
          some.stream()
              .map(
                  pair ->
                      new Object[] {
                        dataset,
                        loaded.id(pair.a()),
                        loaded.id(pair.b()),
                        pair.distance(),
                        (float) pair.likeness(),
                        pair.mirrored()
                      })
              .toList());
    }
  }
}
