package io.dermaflow.scheduler.dialects.glamai;

import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommendation.Look;
import io.dermaflow.scheduler.dialects.Findings;
import io.dermaflow.scheduler.dialects.InvalidFieldException;
import io.dermaflow.scheduler.dialects.RefusedRequestException;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.Analyses.Status;
import io.dermaflow.scheduler.serving.SavedLooks;
import io.dermaflow.scheduler.serving.SavedLooks.SavedLook;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scoring.OutcomeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Looks for uploads: made, kept and found. Who may ask is decided before. */
@Component
@ConditionalOnWebApplication
class LookDesk {

  private final UploadDesk uploads;
  private final Analyses analyses;
  private final SavedLooks looks;

  LookDesk(UploadDesk uploads, Analyses analyses, SavedLooks looks) {
    this.uploads = uploads;
    this.analyses = analyses;
    this.looks = looks;
  }

  /** Whose an upload is: empty when there is none, the owner is null while it is nobody's. */
  Optional<Begun> findUpload(String uploadId) {
    return uploads.find(uploadId);
  }

  /**
   * The look for a person's upload, kept; one that the person saved stays what it is.
   *
   * @throws RefusedRequestException 404 when the upload is somebody else's or has not arrived, 400
   *     when the picture says nothing
   */
  SavedLook analyze(Begun upload, String userId) {
    String owner = upload.subjectId();
    if (owner == null ? !uploads.claim(upload.uploadId(), userId) : !owner.equals(userId)) {
      throw unknown();
    }
    Analysis analysis = analyses.analyze(upload.uploadId());
    if (analysis.status() == Status.NOT_ARRIVED) {
      throw RefusedRequestException.notFound(
          "No picture has arrived under this uploadId yet; PUT it to the url first");
    }
    if (!Findings.answers(analysis)) {
      throw refusal(analysis);
    }
    SavedLook made =
        suggested(analysis, upload.uploadId(), userId)
            .orElseThrow(
                () -> new RefusedRequestException(503, "There is no catalogue of looks yet"));
    return looks
        .find(upload.uploadId())
        .filter(SavedLook::saved)
        .filter(kept -> kept.subjectId().equals(userId))
        .filter(kept -> !kept.createdAt().isBefore(made.createdAt()))
        .orElseGet(() -> looks.keep(made));
  }

  private static RefusedRequestException refusal(Analysis analysis) {
    if (Findings.tooLarge(analysis)) {
      return new RefusedRequestException(413, "The picture is too large: " + analysis.detail());
    }
    return analysis.reason() == OutcomeReason.NO_FACE
        ? new RefusedRequestException(400, "No face detected in the image")
        : new RefusedRequestException(400, "The picture cannot be used: " + Findings.why(analysis));
  }

  static RefusedRequestException unknown() {
    return RefusedRequestException.notFound("There is no such upload");
  }

  /** The look of an upload: as kept, or as an analysis by another way has it. */
  Optional<SavedLook> find(String uploadId) {
    Optional<SavedLook> kept = looks.find(uploadId);
    return kept.isPresent()
        ? kept
        : analyses
            .findByUpload(uploadId)
            .flatMap(
                analysis -> {
                  String owner = owner(analysis, uploadId);
                  return owner == null ? Optional.empty() : suggested(analysis, uploadId, owner);
                });
  }

  /** Looks that a person saved, newest first. */
  List<SavedLook> saved(String userId) {
    return looks.list(userId).stream().filter(SavedLook::saved).toList();
  }

  /**
   * Saves one of the looks that were made for an upload.
   *
   * @param wanted its name or id, or null for the one that was answered last
   */
  SavedLook save(String userId, String uploadId, @Nullable String wanted) {
    Analysis analysis =
        analyses
            .findByUpload(uploadId)
            .filter(found -> userId.equals(owner(found, uploadId)))
            .orElseThrow(LookDesk::unknown);
    List<SavedLook> made = all(analysis, uploadId, userId);
    if (made.isEmpty()) {
      throw RefusedRequestException.notFound("There is no look for this upload");
    }
    String name =
        wanted == null
            ? looks.find(uploadId).map(kept -> kept.look().id()).orElse(made.get(0).look().id())
            : wanted;
    SavedLook chosen =
        made.stream()
            .filter(one -> one.look().id().equals(name) || one.look().name().equals(name))
            .findFirst()
            .or(() -> wanted == null ? Optional.of(made.get(0)) : Optional.empty())
            .orElseThrow(
                () ->
                    InvalidFieldException.notOneOf(
                        "lookName", name, made.stream().map(one -> one.look().name()).toList()));
    return looks.keep(chosen);
  }

  private @Nullable String owner(Analysis analysis, String uploadId) {
    return analysis.subjectId() != null
        ? analysis.subjectId()
        : uploads.find(uploadId).map(Begun::subjectId).orElse(null);
  }

  private static Optional<SavedLook> suggested(Analysis analysis, String uploadId, String userId) {
    Recommendation recommendation = analysis.recommendation();
    return recommendation == null
        ? Optional.empty()
        : Optional.of(
            SavedLook.of(
                userId,
                uploadId,
                analysis.face(),
                recommendation.look(),
                false,
                analysis.createdAt()));
  }

  /** All looks of an analysis as saved ones, best first; each with the reasoning of the best. */
  private static List<SavedLook> all(Analysis analysis, String uploadId, String userId) {
    Recommendation recommendation = analysis.recommendation();
    if (recommendation == null) {
      return List.of();
    }
    Look best = recommendation.look();
    List<Look> made = new ArrayList<>(List.of(best));
    recommendation.moreLooks().forEach(more -> made.add(withReasoning(more, best)));
    return made.stream()
        .map(
            look ->
                SavedLook.of(userId, uploadId, analysis.face(), look, true, analysis.createdAt()))
        .toList();
  }

  private static Look withReasoning(Look look, Look best) {
    return new Look(
        look.name(),
        look.foundationShade(),
        look.lipstickShade(),
        look.eyeshadowColours(),
        look.arPresetId(),
        look.productLinks(),
        look.reasoning() == null ? best.reasoning() : look.reasoning(),
        look.id(),
        look.reasoningMs() == null ? best.reasoningMs() : look.reasoningMs(),
        look.corrector(),
        look.products());
  }
}
