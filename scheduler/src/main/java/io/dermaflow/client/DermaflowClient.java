package io.dermaflow.client;

import io.dermaflow.client.Transport.Answer;
import io.dermaflow.client.Transport.Call;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API of a platform. One client serves all threads and is not closed.
 *
 * <p>Every method throws {@link ProblemException} when the platform refuses the call, with its code
 * and the fields that are wrong, and {@link UnreachableException} when nobody answers; what may be
 * tried again has been, see {@link RetryPolicy}. Methods {@code find…} are empty for what is not
 * there. {@code subjectId} is the pseudonym of a person: 1..128 of {@code A-Z a-z 0-9 . _ : -}.
 */
public final class DermaflowClient {

  private static final int MOST_RENEWALS = 2;
  private static final int NOT_FOUND = 404;
  private static final int PAGE = 1_000;

  /** What storages answer when a signed URL has expired. */
  private static final Set<Integer> EXPIRED = Set.of(400, 403);

  private final Transport transport;
  private final EtagCache cache;
  private final Clock clock;

  private record Subject(String subjectId) {}

  private record Upload(String uploadId) {}

  private record Place(String contentType, long contentLength) {}

  private record Choice(String uploadId, String lookId) {}

  private record Told(String subjectId, List<Feedback> items) {}

  private record Subjects(List<String> subjectIds) {}

  private record ManyFeatures(@Nullable Map<String, Features> features) {}

  private record ManyRecommendations(
      @Nullable Map<String, PublishedRecommendation> recommendations) {}

  private record Looks(@Nullable List<SavedLook> looks) {}

  private record Analyses(@Nullable List<Analysis> analyses) {}

  DermaflowClient(Transport transport, EtagCache cache, Clock clock) {
    this.transport = transport;
    this.cache = cache;
    this.clock = clock;
  }

  /**
   * Begins a client.
   *
   * @param base address of the platform, e.g. {@code https://skin.example}
   */
  public static DermaflowClientBuilder at(URI base) {
    return new DermaflowClientBuilder(base);
  }

  /** Begins an upload. Made twice, it begins two; one that nothing is sent to is forgotten. */
  public UploadTicket begin(UploadRequest request) {
    return read(new Call("POST", "/v1/uploads", request, false, null), UploadTicket.class);
  }

  /** A fresh URL for an upload that was begun. */
  public UploadTicket renew(String uploadId, Selfie selfie) {
    Place place = new Place(selfie.contentType(), selfie.length());
    return read(new Call("POST", upload(uploadId) + "/url", place, true, null), UploadTicket.class);
  }

  /**
   * Sends a selfie to the storage, with a fresh URL when the ticket's has expired.
   *
   * @return the ticket that was used
   */
  public UploadTicket put(UploadTicket ticket, Selfie selfie) {
    UploadTicket valid =
        ticket.expiresAt().isAfter(clock.instant()) ? ticket : renew(ticket.uploadId(), selfie);
    for (int renewals = 0; ; renewals++) {
      try {
        transport.put(valid, selfie);
        return valid;
      } catch (ProblemException e) {
        if (renewals == MOST_RENEWALS || !EXPIRED.contains(e.status())) {
          throw e;
        }
        valid = renew(valid.uploadId(), selfie);
      }
    }
  }

  /** Begins an upload, sends the selfie, and has it analysed. */
  public Analysis analyze(UploadRequest request, Selfie selfie) {
    return analyze(put(begin(request), selfie).uploadId());
  }

  /**
   * Has an upload analysed; asked again for the same it answers the same.
   *
   * @throws ProblemException 409 {@code not_arrived}; 422 with the reason in lower case, e.g.
   *     {@code cut_off}, for what cannot be used
   */
  public Analysis analyze(String uploadId) {
    return read(new Call("POST", "/v1/analyze", new Upload(uploadId), true, null), Analysis.class);
  }

  /** Says or replaces the survey of an upload. */
  public void putSurvey(String uploadId, Survey survey) {
    transport.send(new Call("PUT", upload(uploadId) + "/survey", survey, true, null));
  }

  /**
   * Says whose an upload is.
   *
   * @throws ProblemException 409 {@code claimed} when it is somebody else's already
   */
  public void claim(String uploadId, String subjectId) {
    transport.send(
        new Call("POST", upload(uploadId) + "/claim", new Subject(subjectId), true, null));
  }

  /** A survey of a person without a selfie. */
  public Analysis survey(String subjectId, Survey survey) {
    return read(
        new Call("PUT", subject(subjectId) + "/survey", survey, true, null), Analysis.class);
  }

  /** An analysis that was made. */
  public Optional<Analysis> findAnalysis(UUID id) {
    return find("/v1/analyses/" + id, Analysis.class);
  }

  /**
   * Analyses of a person, newest first.
   *
   * @param limit 1..100
   */
  public List<Analysis> analyses(String subjectId, int limit) {
    String path = subject(subjectId) + "/analyses?limit=" + limit;
    return Values.list(read(get(path), Analyses.class).analyses());
  }

  /** The newest features of a person. */
  public Optional<Features> findFeatures(String subjectId) {
    return findTagged(featuresPath(subjectId), Features.class);
  }

  /** What is recommended to a person now. */
  public Optional<PublishedRecommendation> findRecommendation(String subjectId) {
    return findTagged(recommendationPath(subjectId), PublishedRecommendation.class);
  }

  /**
   * The newest features of any number of persons, in their order; 1,000 are asked for at a time,
   * when the stream gets there.
   */
  public Stream<BatchEntry<Features>> features(Stream<String> subjectIds) {
    return BatchPages.stream(
        subjectIds,
        page -> Values.map(read(batch("features", page), ManyFeatures.class).features()));
  }

  /**
   * What is recommended to any number of persons, in their order; 1,000 are asked for at a time,
   * when the stream gets there. Those of one request are of one publication; the next request may
   * see the next one, and each entry says which.
   */
  public Stream<BatchEntry<PublishedRecommendation>> recommendations(Stream<String> subjectIds) {
    return BatchPages.stream(
        subjectIds,
        page ->
            Values.map(
                read(batch("recommendations", page), ManyRecommendations.class).recommendations()));
  }

  private static Call batch(String what, List<String> subjectIds) {
    return new Call("POST", "/v1/batch/" + what, new Subjects(subjectIds), true, null);
  }

  /** Looks of a person, newest first. */
  public List<SavedLook> looks(String subjectId) {
    return Values.list(read(get(subject(subjectId) + "/looks"), Looks.class).looks());
  }

  /** The look of an upload: the one that was saved last, otherwise the one suggested. */
  public Optional<SavedLook> findLook(String uploadId) {
    return find("/v1/looks/" + Values.segment("upload", uploadId), SavedLook.class);
  }

  /** Saves one of the looks of an analysis. */
  public SavedLook saveLook(String subjectId, String uploadId, String lookId) {
    Choice choice = new Choice(uploadId, lookId);
    return read(
        new Call("POST", subject(subjectId) + "/looks", choice, true, null), SavedLook.class);
  }

  /** Tells what a person did with products; told again, e.g. after a timeout, it counts once. */
  public FeedbackResult feedback(String subjectId, List<Feedback> items) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<Feedback> dated =
        items.stream()
            .map(
                item -> item.at() == null ? new Feedback(item.productId(), item.kind(), now) : item)
            .toList();
    return read(
        new Call("POST", "/v1/feedback", new Told(subjectId, dated), true, null),
        FeedbackResult.class);
  }

  /** All products that may be recommended, by id, read a page at a time. */
  public Stream<Product> products() {
    return Stream.iterate(
            Optional.of(products("")),
            Optional::isPresent,
            page -> page.map(ProductPage::next).map(this::products))
        .flatMap(page -> page.orElseThrow().products().stream());
  }

  private ProductPage products(String after) {
    String from = after.isEmpty() ? "" : "&after=" + Values.query(after);
    return read(get("/v1/products?limit=" + PAGE + from), ProductPage.class);
  }

  /** A product, also one that is not recommended any more. */
  public Optional<Product> findProduct(String id) {
    return find("/v1/products/" + Values.segment("product", id), Product.class);
  }

  /** Deletes everything of a person. */
  public Erased erase(String subjectId) {
    try {
      return read(new Call("DELETE", subject(subjectId), null, true, null), Erased.class);
    } finally {
      cache.forget(featuresPath(subjectId));
      cache.forget(recommendationPath(subjectId));
    }
  }

  private static String upload(String id) {
    return "/v1/uploads/" + Values.segment("upload", id);
  }

  private static String subject(String id) {
    return "/v1/subjects/" + Values.segment("subject", id);
  }

  private static String featuresPath(String subjectId) {
    return "/v1/features/" + Values.segment("subject", subjectId);
  }

  private static String recommendationPath(String subjectId) {
    return "/v1/recommendations/" + Values.segment("subject", subjectId);
  }

  private static Call get(String path) {
    return new Call("GET", path, null, true, null);
  }

  private <T> T read(Call call, Class<T> type) {
    return Codec.read(transport.send(call).body(), type);
  }

  private <T> Optional<T> find(String path, Class<T> type) {
    try {
      return Optional.of(read(get(path), type));
    } catch (ProblemException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Asks whether what is known still holds; the platform decides, also whether we may ask. */
  private <T> Optional<T> findTagged(String path, Class<T> type) {
    EtagCache.Entry known = cache.find(path).orElse(null);
    try {
      Answer answer =
          transport.send(new Call("GET", path, null, true, known == null ? null : known.etag()));
      if (known != null && answer.status() == Transport.NOT_MODIFIED) {
        return Optional.of(type.cast(known.value()));
      }
      T value = Codec.read(answer.body(), type);
      answer.headers().firstValue("ETag").ifPresent(etag -> cache.put(path, etag, value));
      return Optional.of(value);
    } catch (ProblemException e) {
      cache.forget(path);
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
