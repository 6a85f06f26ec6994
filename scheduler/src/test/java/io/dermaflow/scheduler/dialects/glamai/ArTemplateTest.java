package io.dermaflow.scheduler.dialects.glamai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.internal.s3.S3AutoConfiguration;
import io.dermaflow.json.Json;
import io.dermaflow.scheduler.dialects.DialectFakes;
import io.dermaflow.testing.TestServices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class ArTemplateTest {

  private final S3AutoConfiguration s3 = new S3AutoConfiguration();
  private final StorageSettings bucket = TestServices.newBucket();
  private final ObjectStorage storage = s3.objectStorage(bucket, Clock.systemUTC());
  private final DialectFakes fakes = new DialectFakes();
  private final MockMvc mvc =
      fakes.mvc(
          DialectFakes.ALL,
          new GlamaiErrors(),
          new ArTemplateController(fakes, storage, s3.urlSigner(bucket)));

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void signsAUrlThatReadsTheTemplateAndNothingElse() throws Exception {
    storage.write("ar-templates/soft_glam_v1.json", "{}".getBytes(UTF_8), "application/json");
    String body =
        mvc.perform(get("/ar-templates/soft_glam_v1"))
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.arPresetId").value("soft_glam_v1"))
            .andExpect(jsonPath("$.expiresAt").isString())
            .andReturn()
            .getResponse()
            .getContentAsString();
    URI url = URI.create(Json.tree(body).path("url").asString());
    assertThat(read(url).body()).isEqualTo("{}");
    URI other = URI.create(url.toString().replace("soft_glam_v1", "other_v1"));
    assertThat(read(other).statusCode()).isEqualTo(403);
  }

  @Test
  void saysThatThereIsNoSuchTemplate() throws Exception {
    storage.write("ar-templates/soft_glam_v10.json", "{}".getBytes(UTF_8), "application/json");
    mvc.perform(get("/ar-templates/soft_glam_v1"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.message").isString());
  }

  private static HttpResponse<String> read(URI url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }
}
