package io.dermaflow.models.internal.rekognition;

/**
 * An answer of DetectFaces in the shape that Rekognition's documentation gives, with places of our
 * own: an oval face with almond eyes and medium lips, looking at the camera.
 */
final class RecordedAnswer {

  static final String JSON =
      """
      {
        "FaceDetails": [
          {
            "BoundingBox": {"Width": 0.46, "Height": 0.52, "Left": 0.27, "Top": 0.30},
            "AgeRange": {"Low": 24, "High": 32},
            "Smile": {"Value": false, "Confidence": 91.2},
            "EyesOpen": {"Value": true, "Confidence": 98.4},
            "MouthOpen": {"Value": false, "Confidence": 97.1},
            "Emotions": [{"Type": "CALM", "Confidence": 96.0}],
            "Landmarks": [
              {"Type": "eyeLeft", "X": 0.395, "Y": 0.464},
              {"Type": "eyeRight", "X": 0.605, "Y": 0.464},
              {"Type": "mouthLeft", "X": 0.42, "Y": 0.66},
              {"Type": "mouthRight", "X": 0.58, "Y": 0.66},
              {"Type": "nose", "X": 0.5, "Y": 0.57},
              {"Type": "leftEyeBrowLeft", "X": 0.3115, "Y": 0.385},
              {"Type": "leftEyeBrowRight", "X": 0.46, "Y": 0.385},
              {"Type": "leftEyeBrowUp", "X": 0.395, "Y": 0.383},
              {"Type": "rightEyeBrowLeft", "X": 0.54, "Y": 0.385},
              {"Type": "rightEyeBrowRight", "X": 0.6885, "Y": 0.385},
              {"Type": "rightEyeBrowUp", "X": 0.605, "Y": 0.383},
              {"Type": "leftEyeLeft", "X": 0.345, "Y": 0.462},
              {"Type": "leftEyeRight", "X": 0.445, "Y": 0.466},
              {"Type": "leftEyeUp", "X": 0.395, "Y": 0.448},
              {"Type": "leftEyeDown", "X": 0.395, "Y": 0.4798},
              {"Type": "rightEyeLeft", "X": 0.555, "Y": 0.466},
              {"Type": "rightEyeRight", "X": 0.655, "Y": 0.462},
              {"Type": "rightEyeUp", "X": 0.605, "Y": 0.448},
              {"Type": "rightEyeDown", "X": 0.605, "Y": 0.4798},
              {"Type": "noseLeft", "X": 0.46, "Y": 0.585},
              {"Type": "noseRight", "X": 0.54, "Y": 0.585},
              {"Type": "mouthUp", "X": 0.5, "Y": 0.634},
              {"Type": "mouthDown", "X": 0.5, "Y": 0.6852},
              {"Type": "leftPupil", "X": 0.395, "Y": 0.464},
              {"Type": "rightPupil", "X": 0.605, "Y": 0.464},
              {"Type": "upperJawlineLeft", "X": 0.275, "Y": 0.46},
              {"Type": "midJawlineLeft", "X": 0.32, "Y": 0.68},
              {"Type": "chinBottom", "X": 0.5, "Y": 0.799},
              {"Type": "midJawlineRight", "X": 0.68, "Y": 0.68},
              {"Type": "upperJawlineRight", "X": 0.725, "Y": 0.46}
            ],
            "Pose": {"Roll": -0.7, "Yaw": 1.85, "Pitch": 3.2},
            "Quality": {"Brightness": 81.5, "Sharpness": 92.2},
            "Confidence": 99.99
          },
          {
            "BoundingBox": {"Width": 0.05, "Height": 0.06, "Left": 0.9, "Top": 0.02},
            "Landmarks": [],
            "Pose": {"Roll": 0, "Yaw": 70, "Pitch": 0},
            "Confidence": 91.0
          }
        ]
      }
      """;

  private RecordedAnswer() {}
}
