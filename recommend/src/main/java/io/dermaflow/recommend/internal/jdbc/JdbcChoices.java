package io.dermaflow.recommend.internal.jdbc;

import io.dermaflow.database.BinaryCopy;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.PublicationInputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Choices in schema {@code recommend}. */
final class JdbcChoices implements Choices {

  private final JdbcOperations connections;
  private final JdbcClient jdbc;

  JdbcChoices(JdbcOperations connections) {
    this.connections = connections;
    this.jdbc = JdbcClient.create(connections);
  }

  @Override
  public void keep(long publication, PublicationInputs inputs) {
    jdbc.sql(
            """
            insert into recommend.publication_input (publication, inputs)
            values (:publication, :inputs::jsonb)
            on conflict (publication) do nothing
            """)
        .param("publication", publication)
        .param("inputs", Json.write(inputs))
        .update();
  }

  @Override
  public Optional<PublicationInputs> findInputs(long publication) {
    return jdbc.sql("select inputs from recommend.publication_input where publication = ?")
        .param(publication)
        .query((row, n) -> Json.read(row.getString("inputs"), PublicationInputs.class))
        .optional();
  }

  @Override
  public void add(long publication, Map<String, Choice> choices) {
    remove(publication, List.copyOf(choices.keySet()));
    BinaryCopy rows = new BinaryCopy(4);
    choices.forEach(
        (subject, choice) ->
            rows.row()
                .bigint(publication)
                .text(subject)
                .bigint(choice.input())
                .texts(choice.products()));
    connections.execute(
        (ConnectionCallback<Long>)
            connection ->
                rows.send(
                    connection, "recommend.choice (publication, subject_id, input, products)"));
  }

  @Override
  public void copy(long from, long to, List<String> subjects) {
    remove(to, subjects);
    int rows =
        jdbc.sql(
                """
                insert into recommend.choice (publication, subject_id, input, products)
                select :to, subject_id, input, products
                  from recommend.choice
                 where publication = :from and subject_id = any (:subjects::text[])
                """)
            .param("from", from)
            .param("to", to)
            .param("subjects", subjects.toArray(String[]::new))
            .update();
    if (rows != subjects.size()) {
      throw new IllegalStateException(
          "publication %d has choices for %d of %d subjects"
              .formatted(from, rows, subjects.size()));
    }
  }

  private void remove(long publication, List<String> subjects) {
    jdbc.sql(
            """
            delete from recommend.choice
             where publication = :publication and subject_id = any (:subjects::text[])
            """)
        .param("publication", publication)
        .param("subjects", subjects.toArray(String[]::new))
        .update();
  }

  @Override
  public long erase(String subjectId) {
    return jdbc.sql(
            """
            delete from recommend.choice
             where (publication, subject_id)
                in (select publication, :subject from recommend.publication_input)
            """)
        .param("subject", subjectId)
        .update();
  }

  @Override
  public Map<String, Choice> find(long publication, List<String> subjects) {
    Map<String, Choice> choices = new HashMap<>();
    jdbc.sql(
            """
            select subject_id, input, products
              from recommend.choice
             where publication = :publication and subject_id = any (:subjects::text[])
            """)
        .param("publication", publication)
        .param("subjects", subjects.toArray(String[]::new))
        .query(
            row -> {
              String[] products = (String[]) row.getArray("products").getArray();
              choices.put(
                  row.getString("subject_id"), new Choice(row.getLong("input"), List.of(products)));
            });
    return choices;
  }
}
