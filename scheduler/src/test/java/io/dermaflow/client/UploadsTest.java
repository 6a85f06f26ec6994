package io.dermaflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dermaflow.client.FakePlatform.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Selfies on their way to the storage behind a signed URL. */
class UploadsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private FakePlatform platform;
  private DermaflowClient client;

  @BeforeEach
  void start() throws Exception {
    platform = new FakePlatform();
    client =
        DermaflowClient.at(platform.uri())
            .apiKey("dfk_test")
            .retries(new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(10)))
            .timing(Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1), pause -> {})
            .build();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private static String put(Instant expires) {
    return "PUT /bucket/up1?sig=" + expires.getEpochSecond();
  }

  private static Reply storageSays(String code) {
    return new Reply(403, java.util.Map.of(), "<Error><Code>" + code + "</Code></Error>", true);
  }

  @Test
  void sendsASelfieToTheStorageWithoutItsCredential() {
    Instant expires = NOW.plusSeconds(60);
    platform
        .answer("POST /v1/uploads", Reply.json(201, platform.ticket("up1", expires)))
        .answer(put(expires), Reply.json(503, ""), Reply.json(200, ""));
    Survey survey =
        Survey.builder()
            .skinType(Survey.SkinType.COMBO)
            .concerns(Survey.Concern.ACNE, Survey.Concern.DRYNESS)
            .budget(Survey.Budget.FROM_50_TO_150_RM)
            .consent(true, false, false)
            .build();
    UploadTicket ticket =
        client.begin(UploadRequest.of(FakePlatform.jpeg()).withSubject("anna").withSurvey(survey));
    assertThat(ticket.toString()).doesNotContain("sig=");
    client.put(ticket, FakePlatform.jpeg());
    assertThat(platform.asked().get(0).text())
        .isEqualToIgnoringWhitespace(
            """
            {"subject_id":"anna","content_type":"image/jpeg","content_length":6,
             "survey":{"skin_type":"combo","concerns":["acne","dryness"],"budget":"RM50-150",
             "consent":{"score":true,"train":false,"research":false}}}
            """);
    FakePlatform.Asked sent = platform.asked().get(2);
    assertThat(sent.headers())
        .containsEntry("content-type", "image/jpeg")
        .containsEntry("content-length", "6")
        .doesNotContainKey("authorization");
    assertThat(sent.body()).containsExactly(0xff, 0xd8, 0xff, 1, 2, 3);
  }

  @Test
  void asksForAFreshUrlWhenOneHasExpired() {
    Instant past = NOW.minusSeconds(1);
    Instant soon = NOW.plusSeconds(1);
    Instant later = NOW.plusSeconds(60);
    platform
        .answer("POST /v1/uploads", Reply.json(201, platform.ticket("up1", past)))
        .answer(
            "POST /v1/uploads/up1/url",
            Reply.json(200, platform.ticket("up1", soon)),
            Reply.json(200, platform.ticket("up1", later)))
        .answer(put(soon), storageSays("AccessDenied"))
        .answer(put(later), Reply.json(200, ""));
    UploadTicket used =
        client.put(client.begin(UploadRequest.of(FakePlatform.jpeg())), FakePlatform.jpeg());
    assertThat(used.expiresAt()).isEqualTo(later);
    assertThat(platform.calls())
        .containsExactly(
            "POST /v1/uploads",
            "POST /v1/uploads/up1/url",
            put(soon),
            "POST /v1/uploads/up1/url",
            put(later));
    assertThat(platform.asked().get(1).text())
        .isEqualTo("{\"content_type\":\"image/jpeg\",\"content_length\":6}");
  }

  @Test
  void stopsAskingForUrlsThatTheStorageNeverTakes() {
    Instant later = NOW.plusSeconds(60);
    platform
        .answer("POST /v1/uploads", Reply.json(201, platform.ticket("up1", later)))
        .answer("POST /v1/uploads/up1/url", Reply.json(200, platform.ticket("up1", later)))
        .answer(put(later), storageSays("SignatureDoesNotMatch"));
    UploadTicket ticket = client.begin(UploadRequest.of(FakePlatform.jpeg()));
    ProblemException told =
        catchThrowableOfType(ProblemException.class, () -> client.put(ticket, FakePlatform.jpeg()));
    assertThat(told.code()).isEqualTo("SignatureDoesNotMatch");
    assertThat(platform.calls()).filteredOn(call -> call.startsWith("PUT")).hasSize(3);
  }
}
