package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.recommend.interactions.Interaction;
import io.dermaflow.recommend.interactions.InteractionKind;
import io.dermaflow.recommend.interactions.Interactions;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Interactions in schema {@code recommend}. */
final class JdbcInteractions implements Interactions {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  JdbcInteractions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Taken add(String source, List<Numbered> batch, List<SetAside> setAside, int mostAMinute) {
    Taken taken =
        transaction.execute(
            status -> {
              int number = source(source);
              int added = insert(number, batch);
              insertSetAside(number, setAside);
              int bots = added == 0 ? 0 : markBots(batch, mostAMinute);
              if (added > 0) {
                grow();
              }
              return new Taken(added, batch.size() - added, bots);
            });
    return taken;
  }

  private int source(String name) {
    jdbc.sql(
            """
            insert into recommend.interaction_source (name, first_seen) values (:name, :now)
            on conflict (name) do nothing
            """)
        .param("name", name)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return jdbc.sql("select id from recommend.interaction_source where name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  private int insert(int source, List<Numbered> batch) {
    return jdbc.sql(
            """
            insert into recommend.interaction (subject, product, kind, at, source, line)
            select i.subject, i.product, i.kind, i.at, :source, i.line
              from unnest(:subjects::text[], :products::text[], :kinds::text[],
                          :times::timestamptz[], :lines::bigint[])
                   as i (subject, product, kind, at, line)
            on conflict (subject, at, product, kind) do nothing
            """)
        .param("source", source)
        .param("subjects", texts(batch, n -> n.interaction().subject()))
        .param("products", texts(batch, n -> n.interaction().product()))
        .param("kinds", texts(batch, n -> n.interaction().kind().name()))
        .param("times", texts(batch, n -> n.interaction().at().toString()))
        .param("lines", batch.stream().map(Numbered::line).toArray(Long[]::new))
        .update();
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private void insertSetAside(int source, List<SetAside> rows) {
    jdbc.sql(
            """
            insert into recommend.interaction_set_aside (source, line, row, reason)
            select :source, s.line, s.row, s.reason
              from unnest(:lines::bigint[], :rows::text[], :reasons::text[])
                   as s (line, row, reason)
            on conflict (source, line) do nothing
            """)
        .param("source", source)
        .param("lines", rows.stream().map(SetAside::line).toArray(Long[]::new))
        .param("rows", texts(rows, SetAside::row))
        .param("reasons", texts(rows, SetAside::reason))
        .update();
  }

  private int markBots(List<Numbered> batch, int mostAMinute) {
    Instant first = batch.get(0).interaction().at();
    Instant last = first;
    Set<String> subjects = new HashSet<>();
    for (Numbered numbered : batch) {
      Instant at = numbered.interaction().at();
      first = at.isBefore(first) ? at : first;
      last = at.isAfter(last) ? at : last;
      subjects.add(numbered.interaction().subject());
    }
    return jdbc.sql(
            """
            with busy as (
              select subject, date_trunc('minute', at) as minute
                from recommend.interaction
               where subject = any (:subjects::text[]) and at >= :first and at < :last
               group by subject, date_trunc('minute', at)
              having count(*) > :most)
            update recommend.interaction i
               set bot = true
              from busy b
             where i.subject = b.subject and i.at >= b.minute
               and i.at < b.minute + interval '1 minute' and not i.bot
            """)
        .param("subjects", subjects.toArray(String[]::new))
        .param("first", Timestamp.from(first.minus(Duration.ofMinutes(1))))
        .param("last", Timestamp.from(last.plus(Duration.ofMinutes(1))))
        .param("most", mostAMinute)
        .update();
  }

  private void grow() {
    int rows =
        jdbc.sql("update recommend.interaction_revision set revision = revision + 1").update();
    if (rows != 1) {
      throw new IllegalStateException(rows + " rows of interaction_revision, expected 1");
    }
  }

  @Override
  public long revision() {
    return jdbc.sql("select revision from recommend.interaction_revision")
        .query(Long.class)
        .single();
  }

  @Override
  public Totals totals() {
    return jdbc.sql(
            """
            select count(*) filter (where not bot) as interactions,
                   count(distinct subject) filter (where not bot) as subjects,
                   count(distinct product) filter (where not bot) as products,
                   count(*) filter (where bot) as bots
              from recommend.interaction
            """)
        .query(
            (row, n) ->
                new Totals(
                    row.getLong("interactions"),
                    row.getLong("subjects"),
                    row.getLong("products"),
                    row.getLong("bots")))
        .single();
  }

  @Override
  public List<Interaction> page(Optional<Interaction> after, int limit) {
    String behind =
        after.isEmpty()
            ? ""
            : "and (subject, at, product, kind) > (:subject, :at, :product, :kind)";
    JdbcClient.StatementSpec query =
        jdbc.sql(
                """
                select subject, product, kind, at
                  from recommend.interaction
                 where not bot %s
                 order by subject, at, product, kind
                 limit :limit
                """
                    .formatted(behind))
            .param("limit", limit);
    if (after.isPresent()) {
      query =
          query
              .param("subject", after.get().subject())
              .param("at", Timestamp.from(after.get().at()))
              .param("product", after.get().product())
              .param("kind", after.get().kind().name());
    }
    return query
        .query(
            (row, n) ->
                new Interaction(
                    row.getString("subject"),
                    row.getString("product"),
                    InteractionKind.valueOf(row.getString("kind")),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  @Override
  public Map<String, Set<String>> badReactions() {
    Map<String, Set<String>> bySubject = new HashMap<>();
    jdbc.sql(
            """
            select subject, product
              from recommend.interaction
             where kind = 'REACTED_BADLY'
            """)
        .query(
            row -> {
              bySubject
                  .computeIfAbsent(row.getString("subject"), subject -> new HashSet<>())
                  .add(row.getString("product"));
            });
    return bySubject;
  }

  @Override
  public long erase(String subject) {
    Long erased =
        transaction.execute(
            status -> {
              long done =
                  jdbc.sql("delete from recommend.interaction where subject = ?")
                      .param(subject)
                      .update();
              if (done > 0) {
                grow();
              }
              // Not a part of another subject's name.
              String named =
                  "(^|[^A-Za-z0-9._:-])%s($|[^A-Za-z0-9._:-])"
                      .formatted(subject.replaceAll("([^A-Za-z0-9])", "\\\\$1"));
              return done
                  + jdbc.sql(
                          "delete from recommend.interaction_set_aside where row ~ ? or reason ~ ?")
                      .params(named, named)
                      .update();
            });
    return Objects.requireNonNull(erased);
  }

  @Override
  public List<SetAside> setAside(int limit) {
    return jdbc.sql(
            """
            select s.name, r.line, r.row, r.reason
              from (select source, line, row, reason from recommend.interaction_set_aside
                     union all
                    select source, line, concat_ws(', ', subject, product, kind, at),
                           'more within a minute than a person can'
                      from recommend.interaction
                     where bot) r
              join recommend.interaction_source s on s.id = r.source
             order by r.source desc, r.line
             limit :limit
            """)
        .param("limit", limit)
        .query(
            (row, n) ->
                new SetAside(
                    row.getString("name"),
                    row.getLong("line"),
                    row.getString("row"),
                    row.getString("reason")))
        .list();
  }
}
