package io.dermaflow.scoring;

/** Messages in the shapes that Amazon's S3 User Guide gives, with names of our own. */
public final class Notifications {

  /** What S3 sends when notifications are set up. */
  public static final String TEST =
      """
      {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2026-03-01T11:00:00.000Z",
       "Bucket": "pictures", "RequestId": "5582815E1AEA5ADF", "HostId": "8cLeGAmw098X5cv4Zkwcmo8"}
      """;

  private Notifications() {}

  /** A message of one object that was written. */
  public static String created(String bucket, String encodedKey) {
    return message(record("ObjectCreated:Put", bucket, encodedKey));
  }

  public static String message(String... records) {
    return "{\"Records\": [" + String.join(",", records) + "]}";
  }

  /**
   * @param encodedKey as S3 encodes it
   */
  public static String record(String eventName, String bucket, String encodedKey) {
    return """
    {
      "eventVersion": "2.1",
      "eventSource": "aws:s3",
      "awsRegion": "eu-west-1",
      "eventTime": "2026-03-01T11:59:58.123Z",
      "eventName": "%s",
      "userIdentity": {"principalId": "AIDAJDPLRKLG7UEXAMPLE"},
      "requestParameters": {"sourceIPAddress": "127.0.0.1"},
      "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"},
      "s3": {
        "s3SchemaVersion": "1.0",
        "configurationId": "uploads",
        "bucket": {
          "name": "%s",
          "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
          "arn": "arn:aws:s3:::%s"
        },
        "object": {
          "key": "%s",
          "size": 1024,
          "eTag": "d41d8cd98f00b204e9800998ecf8427e",
          "versionId": "096fKKXTRTtl3on89fVO.nfljtsv6qko",
          "sequencer": "0055AED6DCD90281E5"
        }
      }
    }
    """
        .formatted(eventName, bucket, bucket, encodedKey);
  }
}
