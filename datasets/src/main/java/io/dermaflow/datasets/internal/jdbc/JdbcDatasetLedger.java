package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.DatasetLedger;
import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.IntakeRules;
import io.dermaflow.datasets.LedgerItem;
import io.dermaflow.datasets.LikeItems;
import io.dermaflow.datasets.SealRules;
import io.dermaflow.datasets.SourceEntry;
import io.dermaflow.datasets.VersionDiff;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.datasets.splits.SplitMode;
import io.dermaflow.errors.DermaflowException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in schema {@code datasets}. */
final class JdbcDatasetLedger implements DatasetLedger {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final LedgerRows rows;
  private final VersionRows versions;
  private final Sealing sealing;

  JdbcDatasetLedger(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.rows = new LedgerRows(jdbc);
    this.versions = new VersionRows(jdbc);
    this.sealing = new Sealing(new SealingRows(jdbc), versions, clock);
  }

  @Override
  public List<SourceEntry> unknown(String dataset, String source, List<SourceEntry> entries) {
    return rows.unknown(dataset, source, entries);
  }

  @Override
  public void add(String dataset, long run, List<LedgerItem> items) {
    if (!items.isEmpty()) {
      sealing.lock(dataset);
      rows.add(dataset, run, items, clock.instant());
      changed(dataset);
    }
  }

  private void changed(String dataset) {
    jdbc.update(
        """
        insert into datasets.change (dataset, count) values (?, 1)
        on conflict (dataset) do update set count = change.count + 1
        """,
        dataset);
  }

  @Override
  public Added added(String dataset, long run) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) as added, count(*) filter (where state = 'SET_ASIDE') as set_aside
              from datasets.item
             where dataset = ? and added_by = ?
            """,
            (row, n) -> new Added(row.getInt("added"), row.getInt("set_aside")),
            dataset,
            run));
  }

  @Override
  public DatasetVersion seal(String dataset, SealRules rules) {
    try {
      return Objects.requireNonNull(transaction.execute(status -> sealing.seal(dataset, rules)));
    } catch (DermaflowException e) {
      // No version; but what contradicts what can be seen and settled.
      transaction.executeWithoutResult(status -> sealing.mark(dataset));
      throw e;
    }
  }

  @Override
  public void remember(String dataset, String source, TakenAs how) {
    jdbc.update(
        """
        insert into datasets.source (dataset, source, format, splits, consent_required)
        values (?, ?, ?, ?, ?)
        on conflict (dataset, source) do update
           set format = excluded.format, splits = excluded.splits,
               consent_required = excluded.consent_required
        """,
        dataset,
        source,
        how.format(),
        how.splits().name(),
        how.consentRequired());
  }

  @Override
  public Optional<TakenAs> findTakenAs(String dataset, String source) {
    return jdbc
        .query(
            "select * from datasets.source where dataset = ? and source = ?",
            (row, n) ->
                new TakenAs(
                    row.getString("format"),
                    SplitMode.valueOf(row.getString("splits")),
                    row.getBoolean("consent_required")),
            dataset,
            source)
        .stream()
        .findFirst();
  }

  @Override
  public int setAsideWithoutConsent(String dataset, String source) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              sealing.lock(dataset);
              int count =
                  jdbc.update(
                      """
                      update datasets.item
                         set state = 'SET_ASIDE', reason = 'MISSING_CONSENT',
                             evidence = coalesce('consent ' || consent, 'the source says nothing')
                       where dataset = ? and source = ? and state in ('READY', 'DUPLICATE')
                         and not lower(trim(coalesce(consent, ''))) = any(?)
                      """,
                      dataset,
                      source,
                      IntakeRules.AGREED.toArray(String[]::new));
              if (count > 0) {
                changed(dataset);
              }
              return count;
            }));
  }

  @Override
  public Optional<DatasetVersion> find(String dataset, int version) {
    return versions.find(dataset, version);
  }

  @Override
  public List<DatasetVersion> list() {
    return versions.list();
  }

  @Override
  public List<VersionItem> items(DatasetVersion version) {
    return versions.items(version);
  }

  @Override
  public Optional<VersionReport> findReport(DatasetVersion version) {
    return versions.findReport(version);
  }

  @Override
  public VersionDiff diff(DatasetVersion a, DatasetVersion b) {
    return versions.diff(a, b);
  }

  @Override
  public List<LikeItems> likePairs(DatasetVersion version, int most) {
    return versions.likePairs(version, most);
  }

  @Override
  public List<LikeItems> duplicates(DatasetVersion version, int most) {
    return versions.duplicates(version, most);
  }

  @Override
  public void delete(DatasetVersion version) {
    transaction.executeWithoutResult(status -> versions.delete(version));
  }

  @Override
  public List<LedgerItem> quarantine(String dataset) {
    return rows.quarantine(dataset);
  }

  @Override
  public List<String> retry(String dataset, @Nullable String reason) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              sealing.lock(dataset);
              jdbc.update(
                  """
                  update datasets.item
                     set retry = true
                   where dataset = ? and state = 'SET_ASIDE' and (?::text is null or reason = ?)
                     and reason not in ('CONFLICTING_LABELS', 'BRIDGES_SPLITS')
                  """,
                  dataset,
                  reason,
                  reason);
              changed(dataset);
              return jdbc.queryForList(
                  """
                  select distinct source from datasets.item
                   where dataset = ? and retry and source <> '' order by 1
                  """,
                  String.class,
                  dataset);
            }));
  }

  @Override
  public int resolve(String dataset, String key) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              sealing.lock(dataset);
              List<String> digests =
                  jdbc.queryForList(
                      """
                      select sha256 from datasets.item
                       where dataset = ? and key = ? and reason = 'CONFLICTING_LABELS'
                         and state = 'SET_ASIDE'
                      """,
                      String.class,
                      dataset,
                      key);
              if (digests.isEmpty()) {
                throw DermaflowException.usage(
                    "'%s' is in no conflict of dataset '%s'".formatted(key, dataset),
                    "the key of an item that was set aside for CONFLICTING_LABELS",
                    "'dataset quarantine %s' lists them".formatted(dataset));
              }
              int torn =
                  jdbc.update(
                      """
                      update datasets.item set resolved = (key = ?)
                       where dataset = ? and sha256 = ? and state = 'SET_ASIDE'
                      """,
                      key,
                      dataset,
                      digests.get(0));
              changed(dataset);
              return torn - 1;
            }));
  }
}
