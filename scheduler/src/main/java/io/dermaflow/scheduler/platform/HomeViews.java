package io.dermaflow.scheduler.platform;

import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.Publication;
import io.dermaflow.features.Publications;
import io.dermaflow.json.Json;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.runs.RunHistory;
import io.dermaflow.scheduler.runs.RunHistory.Run;
import io.dermaflow.scoring.Uploads;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the home page and the report of the demo show. */
public final class HomeViews {

  private final RunHistory history;
  private final ModelRegistry registry;
  private final FeatureReader reader;
  private final Publications publications;
  private final Uploads uploads;
  private final JdbcClient jdbc;
  private final Settings settings;

  public HomeViews(
      RunHistory history,
      ModelRegistry registry,
      FeatureReader reader,
      Publications publications,
      Uploads uploads,
      JdbcClient jdbc,
      Settings settings) {
    this.history = history;
    this.registry = registry;
    this.reader = reader;
    this.publications = publications;
    this.uploads = uploads;
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /** A page's content. */
  public record HomeView(
      List<Run> runs,
      @Nullable ModelVersion champion,
      List<MetricRow> metrics,
      @Nullable Publication publication,
      int publicationCount,
      long uploads,
      List<Card> cards) {}

  /** A head's metrics in words. */
  public record MetricRow(
      String head, int n, String accuracy, String majority, String macroF1, String kappa) {}

  /** An upload with what the platform said of it. */
  public record Card(
      String uploadId,
      String image,
      String outcome,
      String headline,
      String detail,
      @Nullable Integer score,
      List<String> products,
      @Nullable String chapter) {}

  /** Where a card's picture comes from. */
  public interface Images {
    String of(String uploadId);
  }

  /**
   * @param prefix uploads whose id starts so are shown as cards
   * @param most largest number of cards
   */
  public HomeView view(String prefix, int most, Images images) {
    ModelVersion champion = registry.findChampion(settings.model()).orElse(null);
    return new HomeView(
        history.list(8),
        champion,
        champion == null ? List.of() : metrics(champion),
        reader.findCurrent().orElse(null),
        publications.list().size(),
        uploads.countAll(),
        champion == null ? List.of() : cards(champion, prefix, most, images));
  }

  private static List<MetricRow> metrics(ModelVersion champion) {
    Map<String, HeadMetrics> test = champion.metrics().getOrDefault("test", Map.of());
    return test.entrySet().stream()
        .map(
            entry ->
                new MetricRow(
                    words(entry.getKey()),
                    entry.getValue().n(),
                    percent(entry.getValue().accuracy()),
                    percent(entry.getValue().majority()),
                    percent(entry.getValue().macroF1()),
                    number(entry.getValue().qwk())))
        .toList();
  }

  private List<Card> cards(ModelVersion champion, String prefix, int most, Images images) {
    return jdbc.sql(
            """
            select o.upload_id, o.outcome, o.reason, o.evidence, h.severity, h.severity_confidence,
                   h.skin_type, h.skin_score, h.tone, r.body
              from scoring.outcome o
              left join lateral (
                   select * from features.skin_history f
                    where f.upload_id = o.upload_id and f.etag = o.etag
                      and f.model_id = o.model_id and f.preprocessing = o.preprocessing
                    order by f.event_time desc, f.id desc
                    limit 1) h on true
              left join features.current_publication c on true
              left join features.recommendation r
                on r.publication = c.publication and r.subject_id = h.subject_id
             where o.model_id = :model and starts_with(o.upload_id, :prefix)
             order by o.upload_id
             limit :most
            """)
        .param("model", champion.id())
        .param("prefix", prefix)
        .param("most", most)
        .query(
            (row, n) -> {
              String upload = row.getString("upload_id");
              String reason = row.getString("reason");
              if (reason != null) {
                return new Card(
                    upload,
                    images.of(upload),
                    row.getString("outcome"),
                    words(reason),
                    row.getString("evidence"),
                    null,
                    List.of(),
                    null);
              }
              String body = row.getString("body");
              Recommendation made = body == null ? null : Json.read(body, Recommendation.class);
              return new Card(
                  upload,
                  images.of(upload),
                  row.getString("outcome"),
                  grade(row.getString("severity"), row.getDouble("severity_confidence"))
                      + " · "
                      + type(row.getString("skin_type")),
                  "tone " + row.getString("tone"),
                  row.getObject("skin_score", Integer.class),
                  made == null
                      ? List.of()
                      : made.products().stream().map(Recommendation.ProductCard::title).toList(),
                  made == null ? null : made.chapter().number() + " " + made.chapter().name());
            })
        .list();
  }

  private static String grade(@Nullable String severity, double confidence) {
    return severity == null ? "severity not told" : words(severity) + " " + percent(confidence);
  }

  private static String type(@Nullable String skinType) {
    return skinType == null ? "skin type not told" : words(skinType);
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
