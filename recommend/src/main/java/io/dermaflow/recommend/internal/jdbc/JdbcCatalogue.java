package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.CatalogueVersion;
import io.dermaflow.recommend.Product;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
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
  public int begin(long run, String digest) {
    jdbc.sql(
            """
            insert into recommend.catalogue (run, digest, created_at) values (:run, :digest, :now)
            on conflict (run) do nothing
            """)
        .param("run", run)
        .param("digest", digest)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return jdbc.sql("select version from recommend.catalogue where run = ?")
        .param(run)
        .query(Integer.class)
        .single();
  }

  @Override
  public void add(int version, List<Product> products, List<RefusedRow> refused) {
    for (Product product : products) {
      jdbc.sql(
              """
              insert into recommend.product (version, id, body) values (:version, :id, :body::jsonb)
              on conflict (version, id) do nothing
              """)
          .param("version", version)
          .param("id", product.id())
          .param("body", Json.write(product))
          .update();
    }
    for (RefusedRow row : refused) {
      jdbc.sql(
              """
              insert into recommend.refused_row (version, line, reason)
              values (:version, :line, :reason)
              on conflict (version, line) do nothing
              """)
          .param("version", version)
          .param("line", row.line())
          .param("reason", row.reason())
          .update();
    }
  }

  @Override
  public CatalogueVersion seal(int version) {
    jdbc.sql("update recommend.catalogue set sealed = true where version = ?")
        .param(version)
        .update();
    CatalogueVersion sealed =
        find("c.version = ?", version)
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
    return find(
        "c.version = (select max(version) from recommend.catalogue where sealed and ? = 0)", 0);
  }

  private Optional<CatalogueVersion> find(String where, int parameter) {
    return jdbc.sql(
            """
            select c.version, c.digest, c.created_at,
                   (select count(*) from recommend.product p where p.version = c.version) as products,
                   (select count(*) from recommend.refused_row r where r.version = c.version)
                     as refused
              from recommend.catalogue c
             where\s"""
                + where)
        .param(parameter)
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
    return new CatalogueVersion(
        row.getInt("version"),
        row.getString("digest"),
        row.getInt("products"),
        row.getInt("refused"),
        row.getTimestamp("created_at").toInstant());
  }
}
