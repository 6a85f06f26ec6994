package io.dermaflow.scoring;

import io.dermaflow.models.skin.FaceReading;
import org.jspecify.annotations.Nullable;

/** What was seen of an upload before the network. */
sealed interface Look {

  FetchedUpload upload();

  /**
   * Something for the network.
   *
   * @param pixels what it is shown
   * @param reading what was read off the face; null without one, or when nobody reads
   * @param closeUp whether skin fills the frame and no face was found
   */
  @SuppressWarnings("ArrayRecordComponent") // pixels on their way to the network
  record Seen(FetchedUpload upload, byte[] pixels, @Nullable FaceReading reading, boolean closeUp)
      implements Look {}

  /** Nothing. */
  record Refused(FetchedUpload upload, OutcomeReason reason, @Nullable String evidence)
      implements Look {}
}
