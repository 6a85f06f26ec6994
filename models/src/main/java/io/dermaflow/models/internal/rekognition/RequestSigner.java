package io.dermaflow.models.internal.rekognition;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Signs requests as a service wants them signed. */
interface RequestSigner {

  /**
   * Headers to send with a POST: those that are given, and those that prove who sends it.
   *
   * @param uri where it goes
   * @param headers what is sent anyway
   * @param body what is sent
   */
  Map<String, List<String>> sign(URI uri, Map<String, String> headers, byte[] body);
}
