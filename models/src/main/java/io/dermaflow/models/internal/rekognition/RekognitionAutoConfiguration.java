package io.dermaflow.models.internal.rekognition;

import io.dermaflow.aws.RequestSigner;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.models.skin.FaceAnalyzer;
import io.dermaflow.models.skin.OwnFaceAnalyzer;
import io.dermaflow.models.skin.RekognitionSettings;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The face analyzer: our own, and Rekognition in front of it when it is configured. */
@AutoConfiguration
public class RekognitionAutoConfiguration {

  @Bean
  public FaceAnalyzer faceAnalyzer(
      ObjectProvider<RekognitionSettings> settings, PictureCodec codec, RequestSigner signer) {
    return faceAnalyzer(settings.getIfAvailable(() -> RekognitionSettings.OFF), codec, signer);
  }

  static FaceAnalyzer faceAnalyzer(
      RekognitionSettings settings, PictureCodec codec, RequestSigner signer) {
    FaceAnalyzer own = new OwnFaceAnalyzer();
    String region = settings.region();
    if (region == null) {
      return own;
    }
    URI endpoint = settings.endpoint();
    if (endpoint == null) {
      endpoint = URI.create("https://rekognition." + region + ".amazonaws.com/");
    }
    return new RekognitionFaceAnalyzer(
        new DetectFaces(endpoint, region, signer, settings.timeout()), codec, own);
  }
}
