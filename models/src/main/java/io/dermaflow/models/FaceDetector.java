package io.dermaflow.models;

import io.dermaflow.datasets.pictures.Picture;
import java.util.List;

/** Finds frontal faces. Safe for concurrent use; deterministic. */
public interface FaceDetector {

  /** Looks for nothing: networks are shown the whole frame. */
  FaceDetector NONE =
      new FaceDetector() {
        @Override
        public String name() {
          return "none";
        }

        @Override
        public List<FaceBox> detect(Picture picture) {
          return List.of();
        }
      };

  /** Name and version, part of what a result depends on. */
  String name();

  /** Faces, largest first; empty when there is none. */
  List<FaceBox> detect(Picture picture);
}
