package io.dermaflow.scheduler.dialects.glamai;

import io.dermaflow.datasets.DownloadSigner;
import io.dermaflow.datasets.DownloadSigner.SignedDownload;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.dialects.DialectAnswer;
import io.dermaflow.scheduler.dialects.JsonRequest;
import io.dermaflow.scheduler.dialects.RefusedRequestException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where the AR client finds the overlay of a preset: {@code ar-templates/<preset id>.<type>}. */
@RestController
@ConditionalOnWebApplication
class ArTemplateController {

  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Access access;
  private final ObjectStorage storage;
  private final DownloadSigner signer;

  ArTemplateController(Access access, ObjectStorage storage, DownloadSigner signer) {
    this.access = access;
    this.storage = storage;
    this.signer = signer;
  }

  @GetMapping("/ar-templates/{presetId}")
  ResponseEntity<String> template(@PathVariable String presetId) {
    access.require(Scope.READ);
    SignedDownload signed =
        signer.signGet(
            find(JsonRequest.id("presetId", presetId))
                .orElseThrow(() -> RefusedRequestException.notFound("There is no such template")),
            LIFE);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("arPresetId", presetId);
    answer.put("url", signed.url().toString());
    answer.put("expiresAt", signed.expiresAt().toString());
    return DialectAnswer.ok(answer);
  }

  private Optional<String> find(String presetId) {
    try (Stream<StoredObject> objects = storage.list("ar-templates/" + presetId + ".")) {
      return objects.map(StoredObject::key).findFirst();
    }
  }
}
