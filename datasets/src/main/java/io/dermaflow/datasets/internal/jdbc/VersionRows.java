package io.dermaflow.datasets.internal.jdbc;

import io.dermaflow.datasets.DatasetVersion;
import io.dermaflow.datasets.LikeItems;
import io.dermaflow.datasets.VersionDiff;
import io.dermaflow.datasets.VersionItem;
import io.dermaflow.datasets.VersionReport;
import io.dermaflow.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Sealed versions. */
final class VersionRows {

  private static final int EXAMPLES = 10;

  private static final RowMapper<DatasetVersion> CARD =
      (row, n) -> Json.read(row.getString("card"), DatasetVersion.class);

  private final JdbcTemplate jdbc;

  VersionRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<DatasetVersion> find(String dataset, int version) {
    return jdbc
        .query(
            """
            select card
              from datasets.version
             where dataset = ? and (? = 0 or version = ?)
             order by version desc
             limit 1
            """,
            CARD,
            dataset,
            version,
            version)
        .stream()
        .findFirst();
  }

  List<DatasetVersion> list() {
    return jdbc.query("select card from datasets.version order by dataset, version desc", CARD);
  }

  Optional<VersionReport> findReport(DatasetVersion version) {
    return jdbc
        .query(
            "select report from datasets.version"
                + " where dataset = ? and version = ? and report is not null",
            (row, n) -> Json.read(row.getString("report"), VersionReport.class),
            version.dataset(),
            version.version())
        .stream()
        .findFirst();
  }

  List<VersionItem> items(DatasetVersion version) {
    return jdbc.query(
        """
        select i.id, i.key, v.sha256, i.object_key, v.severity, v.skin_type, v.conditions,
               v.group_name, v.split
          from datasets.version_item v
          join datasets.item i on i.id = v.item
         where v.dataset = ? and v.version = ?
         order by v.sha256 collate "C"
        """,
        (row, n) ->
            new VersionItem(
                row.getLong("id"),
                row.getString("key"),
                row.getString("sha256"),
                row.getString("object_key"),
                LedgerRows.labels(row),
                row.getString("group_name"),
                row.getString("split")),
        version.dataset(),
        version.version());
  }

  VersionDiff diff(DatasetVersion a, DatasetVersion b) {
    String changed =
        """
        select coalesce(b.sha256, a.sha256) as sha256, coalesce(b.item, a.item) as item,
               case when a.item is null then 'added'
                    when b.item is null then 'removed'
                    when (a.severity, a.skin_type, a.conditions)
                         is distinct from (b.severity, b.skin_type, b.conditions)
                    then 'relabelled'
                    else 'moved' end as what,
               concat_ws(' ', a.severity, a.skin_type, array_to_string(a.conditions, '|')) as was,
               concat_ws(' ', b.severity, b.skin_type, array_to_string(b.conditions, '|')) as is_now,
               a.split as from_split, b.split as to_split
          from (select * from datasets.version_item where dataset = ? and version = ?) a
          full join (select * from datasets.version_item where dataset = ? and version = ?) b
            on b.sha256 = a.sha256
         where a.item is null or b.item is null or a.split <> b.split
            or (a.severity, a.skin_type, a.conditions)
               is distinct from (b.severity, b.skin_type, b.conditions)
        """;
    Object[] of = {a.dataset(), a.version(), b.dataset(), b.version()};
    int[] counts = new int[4];
    List<String> names = List.of("added", "removed", "relabelled", "moved");
    jdbc.query(
        "select what, count(*) as n from (" + changed + ") changed group by what",
        row -> {
          counts[names.indexOf(row.getString("what"))] = row.getInt("n");
        },
        of);
    List<String> examples =
        jdbc.query(
            """
            select * from (
              select c.*, i.key,
                     row_number() over (partition by c.what order by i.key collate "C") as place
                from ("""
                + changed
                + ") c join datasets.item i on i.id = c.item) s where place <= "
                + EXAMPLES
                + " order by what, key collate \"C\"",
            (row, n) -> example(row),
            of);
    return new VersionDiff(counts[0], counts[1], counts[2], counts[3], examples);
  }

  private static String example(ResultSet row) throws SQLException {
    String what = row.getString("what");
    String key = row.getString("key");
    return switch (what) {
      case "added" ->
          "+ %s (%s, %s)".formatted(key, row.getString("is_now"), row.getString("to_split"));
      case "removed" ->
          "- %s (%s, %s)".formatted(key, row.getString("was"), row.getString("from_split"));
      case "relabelled" ->
          "~ %s: %s → %s".formatted(key, row.getString("was"), row.getString("is_now"));
      default ->
          "> %s: %s → %s".formatted(key, row.getString("from_split"), row.getString("to_split"));
    };
  }

  List<LikeItems> likePairs(DatasetVersion version, int most) {
    return jdbc.query(
        """
        select a.key as key_a, a.object_key as object_a, b.key as key_b, b.object_key as object_b,
               p.likeness, p.mirrored
          from datasets.like_pair p
          join datasets.version_item va on va.item = p.a and va.dataset = ? and va.version = ?
          join datasets.version_item vb on vb.item = p.b and vb.dataset = ? and vb.version = ?
          join datasets.item a on a.id = p.a
          join datasets.item b on b.id = p.b
         order by p.likeness desc, p.a, p.b
         limit ?
        """,
        VersionRows::like,
        version.dataset(),
        version.version(),
        version.dataset(),
        version.version(),
        most);
  }

  List<LikeItems> duplicates(DatasetVersion version, int most) {
    return jdbc.query(
        """
        select a.key as key_a, a.object_key as object_a, b.key as key_b, b.object_key as object_b,
               1.0::real as likeness, false as mirrored
          from datasets.item b
          join datasets.version_item v
            on v.dataset = b.dataset and v.version = ? and v.sha256 = b.sha256
          join datasets.item a on a.id = v.item
         where b.dataset = ? and b.state = 'DUPLICATE' and b.id <> v.item
         order by a.key collate "C", b.key collate "C"
         limit ?
        """,
        VersionRows::like,
        version.version(),
        version.dataset(),
        most);
  }

  private static LikeItems like(ResultSet row, int number) throws SQLException {
    return new LikeItems(
        row.getString("key_a"),
        row.getString("object_a"),
        row.getString("key_b"),
        row.getString("object_b"),
        row.getFloat("likeness"),
        row.getBoolean("mirrored"));
  }

  void delete(DatasetVersion version) {
    jdbc.update(
        "delete from datasets.version_item where dataset = ? and version = ?",
        version.dataset(),
        version.version());
    jdbc.update(
        "delete from datasets.version where dataset = ? and version = ?",
        version.dataset(),
        version.version());
  }
}
