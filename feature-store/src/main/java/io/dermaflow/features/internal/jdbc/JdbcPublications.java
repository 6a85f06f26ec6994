package io.dermaflow.features.internal.jdbc;

import io.dermaflow.database.BinaryCopy;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publication.Check;
import io.dermaflow.features.Publication.State;
import io.dermaflow.features.Publications;
import io.dermaflow.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Publications in schema {@code features}. */
final class JdbcPublications implements Publications {

  private final JdbcClient jdbc;
  private final JdbcOperations connections;
  private final TransactionTemplate transaction;
  private final Clock clock;

  JdbcPublications(JdbcOperations connections, TransactionTemplate transaction, Clock clock) {
    this.jdbc = JdbcClient.create(connections);
    this.connections = connections;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Publication begin(long run, String inputDigest) {
    jdbc.sql(
            """
            insert into features.publication (run, state, input_digest, created_at)
            values (:run, 'BUILDING', :digest, :now)
            on conflict (run) do nothing
            """)
        .param("run", run)
        .param("digest", inputDigest)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return jdbc.sql("select * from features.publication where run = ?")
        .param(run)
        .query(JdbcPublications::publication)
        .single();
  }

  @Override
  public void add(long publication, Map<String, String> bodies) {
    requireBuilding(publication);
    remove(publication, List.copyOf(bodies.keySet()));
    BinaryCopy rows = new BinaryCopy(3);
    bodies.forEach((subject, body) -> rows.row().bigint(publication).text(subject).text(body));
    connections.execute(
        (ConnectionCallback<Long>)
            connection ->
                rows.send(connection, "features.recommendation (publication, subject_id, body)"));
  }

  @Override
  public void copy(long from, long to, List<String> subjects) {
    requireBuilding(to);
    remove(to, subjects);
    int rows =
        jdbc.sql(
                """
                insert into features.recommendation (publication, subject_id, body)
                select :to, subject_id, body
                  from features.recommendation
                 where publication = :from and subject_id = any (:subjects::text[])
                """)
            .param("from", from)
            .param("to", to)
            .param("subjects", subjects.toArray(String[]::new))
            .update();
    if (rows != subjects.size()) {
      throw new IllegalStateException(
          "publication %d has %d of %d subjects".formatted(from, rows, subjects.size()));
    }
  }

  /** Holds the row until the caller's transaction ends: nobody completes the publication before. */
  private void requireBuilding(long publication) {
    boolean building =
        jdbc.sql(
                """
                select id
                  from features.publication
                 where id = ? and state = 'BUILDING'
                   for key share
                """)
            .param(publication)
            .query(Long.class)
            .optional()
            .isPresent();
    if (!building) {
      throw new IllegalStateException("publication " + publication + " is not being built");
    }
  }

  @Override
  public Set<String> erased(long publication, Collection<String> subjects) {
    requireBuilding(publication);
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct subject_id
                  from unnest(:subjects::text[]) as named (subject_id)
                  join features.erasure e
                    on e.publication = :publication
                   and e.digest = sha256(convert_to(subject_id, 'UTF8'))
                """)
            .param("publication", publication)
            .param("subjects", subjects.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  @Override
  public long erase(String subjectId) {
    return Objects.requireNonNull(transaction.execute(status -> eraseEverywhere(subjectId)));
  }

  /** Waits for those who are adding a page, see {@link #requireBuilding}. */
  private long eraseEverywhere(String subjectId) {
    List<Long> building =
        jdbc.sql(
                """
                select id from features.publication where state = 'BUILDING' order by id for update
                """)
            .query(Long.class)
            .list();
    jdbc.sql(
            """
            insert into features.erasure (publication, digest)
            select id, sha256(convert_to(:subject, 'UTF8'))
              from unnest(:building::bigint[]) as publication (id)
                on conflict do nothing
            """)
        .param("subject", subjectId)
        .param("building", building.toArray(Long[]::new))
        .update();
    return jdbc.sql(
            """
            delete from features.recommendation
             where (publication, subject_id) in (select id, :subject from features.publication)
            """)
        .param("subject", subjectId)
        .update();
  }

  private void remove(long publication, List<String> subjects) {
    jdbc.sql(
            """
            delete from features.recommendation
             where publication = :publication and subject_id = any (:subjects::text[])
            """)
        .param("publication", publication)
        .param("subjects", subjects.toArray(String[]::new))
        .update();
  }

  @Override
  public Publication complete(long publication, List<Check> checks) {
    State state = checks.stream().allMatch(Check::passed) ? State.CHECKED : State.REFUSED;
    jdbc.sql(
            """
            update features.publication
               set state = :state, checks = :checks::jsonb,
                   subjects = (select count(*) from features.recommendation where publication = :id)
             where id = :id and state = 'BUILDING'
            """)
        .param("state", state.name())
        .param("checks", Json.write(checks))
        .param("id", publication)
        .update();
    jdbc.sql("delete from features.erasure where publication = ?").param(publication).update();
    return required(publication);
  }

  @Override
  public Publication switchTo(long publication, String actor) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              jdbc.sql("select pg_advisory_xact_lock(hashtext('features:publication'))")
                  .query((row, n) -> 0)
                  .single();
              Publication wanted = required(publication);
              if (!wanted.state().servable()) {
                throw DermaflowException.refused(
                    "Publication " + publication + " is " + wanted.state() + failed(wanted),
                    "one that is CHECKED or RETIRED",
                    "'publications list' shows which may be served");
              }
              if (wanted.state() != State.CURRENT) {
                move(publication, actor);
              }
              return required(publication);
            }));
  }

  private static String failed(Publication publication) {
    return publication.checks().stream()
        .filter(check -> !check.passed())
        .map(check -> " (" + check.name() + ": " + check.detail() + ")")
        .reduce("", String::concat);
  }

  private void move(long publication, String actor) {
    jdbc.sql("update features.publication set state = 'RETIRED' where state = 'CURRENT'").update();
    jdbc.sql(
            """
            update features.publication
               set state = 'CURRENT', published_at = :now, published_by = :actor
             where id = :id
            """)
        .param("id", publication)
        .param("actor", actor)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    jdbc.sql(
            """
            insert into features.current_publication (single_row, publication) values (true, :id)
            on conflict (single_row) do update set publication = excluded.publication
            """)
        .param("id", publication)
        .update();
  }

  private Publication required(long publication) {
    return find(publication)
        .orElseThrow(
            () ->
                DermaflowException.usage(
                    "There is no publication " + publication,
                    "a number from 'publications list'",
                    "it belongs to another home or database"));
  }

  @Override
  public Optional<Publication> find(long publication) {
    return jdbc.sql("select * from features.publication where id = ?")
        .param(publication)
        .query(JdbcPublications::publication)
        .optional();
  }

  @Override
  public List<Publication> list() {
    return jdbc.sql("select * from features.publication order by id desc")
        .query(JdbcPublications::publication)
        .list();
  }

  @Override
  public Map<String, String> page(long publication, String after, int limit) {
    Map<String, String> bodies = new LinkedHashMap<>();
    jdbc.sql(
            """
            select subject_id, body
              from features.recommendation
             where publication = :id and subject_id > :after
             order by subject_id
             limit :limit
            """)
        .param("id", publication)
        .param("after", after)
        .param("limit", limit)
        .query(
            row -> {
              bodies.put(row.getString("subject_id"), row.getString("body"));
            });
    return bodies;
  }

  @Override
  public Diff diff(long from, long to) {
    return jdbc.sql(
            """
            select count(*) filter (where a.subject_id is null) as added,
                   count(*) filter (where b.subject_id is null) as removed,
                   count(*) filter (where a.body <> b.body) as changed,
                   count(*) filter (where a.body = b.body) as same
              from (select * from features.recommendation where publication = :from) a
              full join (select * from features.recommendation where publication = :to) b
                on a.subject_id = b.subject_id
            """)
        .param("from", from)
        .param("to", to)
        .query(
            (row, n) ->
                new Diff(
                    row.getInt("added"),
                    row.getInt("removed"),
                    row.getInt("changed"),
                    row.getInt("same")))
        .single();
  }

  static Publication publication(ResultSet row, int number) throws SQLException {
    Timestamp published = row.getTimestamp("published_at");
    return new Publication(
        row.getLong("id"),
        State.valueOf(row.getString("state")),
        row.getString("input_digest"),
        row.getInt("subjects"),
        Arrays.asList(Json.read(row.getString("checks"), Check[].class)),
        row.getTimestamp("created_at").toInstant(),
        published == null ? null : published.toInstant());
  }
}
