package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueDiff;
import io.dermaflow.recommend.CatalogueSource;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Product;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue in schema {@code recommend}. */
final class JdbcCatalogue implements Catalogue {

  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcCatalogue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public int begin(long run, String digest, CatalogueSource source) {
    jdbc.sql(
            """
            insert into recommend.catalogue (run, digest, source, created_at)
            values (:run, :digest, :source::jsonb, :now)
            on conflict (run) do nothing
            """)
        .param("run", run)
        .param("digest", digest)
        .param("source", Json.write(source))
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return jdbc.sql("select version from recommend.catalogue where run = ?")
        .param(run)
        .query(Integer.class)
        .single();
  }

  @Override
  public void add(int version, List<Product> products, List<RefusedRow> refused) {
    jdbc.sql(
            """
            insert into recommend.product (version, id, body)
            select :version, id, body::jsonb
              from unnest(:ids::text[], :bodies::text[]) as added (id, body)
            on conflict (version, id) do nothing
            """)
        .param("version", version)
        .param("ids", products.stream().map(Product::id).toArray(String[]::new))
        .param("bodies", products.stream().map(Json::write).toArray(String[]::new))
        .update();
    jdbc.sql(
            """
            insert into recommend.refused_row (version, line, reason)
            select :version, line, reason
              from unnest(:lines::integer[], :reasons::text[]) as added (line, reason)
            on conflict (version, line) do nothing
            """)
        .param("version", version)
        .param("lines", refused.stream().map(RefusedRow::line).toArray(Integer[]::new))
        .param("reasons", refused.stream().map(RefusedRow::reason).toArray(String[]::new))
        .update();
  }

  @Override
  public CatalogueVersion seal(int version) {
    int rows =
        jdbc.sql("update recommend.catalogue set sealed = true where version = ?")
            .param(version)
            .update();
    if (rows != 1) {
      throw new IllegalStateException("no catalogue version " + version);
    }
    CatalogueVersion sealed =
        find(version)
            .orElseThrow(() -> new IllegalStateException("no catalogue version " + version));
    if (sealed.products() == 0) {
      throw DermaflowException.usage(
          "The catalogue has no usable product; " + sealed.setAside() + " rows were set aside",
          "at least one",
          "the columns are of another format");
    }
    return sealed;
  }

  @Override
  public Optional<CatalogueVersion> findNewest() {
    return jdbc.sql("select max(version) from recommend.catalogue where sealed")
        .query(Integer.class)
        .optional()
        .flatMap(this::find);
  }

  @Override
  public Optional<CatalogueVersion> find(int version) {
    return jdbc.sql(
            """
            select c.version, c.digest, c.created_at, c.source,
                   (select count(*) from recommend.product p where p.version = c.version) as products,
                   (select count(*) from recommend.refused_row r where r.version = c.version)
                     as refused
              from recommend.catalogue c
             where c.version = ? and c.sealed
            """)
        .param(version)
        .query(JdbcCatalogue::version)
        .optional();
  }

  @Override
  public List<Product> products(int version) {
    return jdbc.sql("select body from recommend.product where version = ? order by id")
        .param(version)
        .query((row, n) -> Json.read(row.getString("body"), Product.class))
        .list();
  }

  @Override
  public List<RefusedRow> refused(int version) {
    return jdbc.sql(
            "select line, reason from recommend.refused_row where version = ? order by line")
        .param(version)
        .query((row, n) -> new RefusedRow(row.getInt("line"), row.getString("reason")))
        .list();
  }

  @Override
  public CatalogueDiff diff(int from, int to) {
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    int[] same = new int[1];
    jdbc.sql(
            """
            select coalesce(a.id, b.id) as id, a.id is null as added, b.id is null as removed,
                   a.body = b.body as same
              from (select * from recommend.product where version = :from) a
              full join (select * from recommend.product where version = :to) b on a.id = b.id
             order by 1
            """)
        .param("from", from)
        .param("to", to)
        .query(
            row -> {
              if (row.getBoolean("added")) {
                added.add(row.getString("id"));
              } else if (row.getBoolean("removed")) {
                removed.add(row.getString("id"));
              } else if (row.getBoolean("same")) {
                same[0]++;
              } else {
                changed.add(row.getString("id"));
              }
            });
    return new CatalogueDiff(added, removed, changed, same[0]);
  }

  @Override
  public Optional<Product> findProduct(String id) {
    return jdbc.sql(
            """
            select body
              from recommend.product
             where id = ?
               and version = (select max(version) from recommend.catalogue where sealed)
            """)
        .param(id)
        .query((row, n) -> Json.read(row.getString("body"), Product.class))
        .optional();
  }

  private static CatalogueVersion version(ResultSet row, int number) throws SQLException {
    String source = row.getString("source");
    return new CatalogueVersion(
        row.getInt("version"),
        row.getString("digest"),
        row.getInt("products"),
        row.getInt("refused"),
        row.getTimestamp("created_at").toInstant(),
        source == null ? CatalogueSource.UNKNOWN : Json.read(source, CatalogueSource.class));
  }
}
