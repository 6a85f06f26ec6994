package io.dermaflow.aws;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Signs requests as AWS wants them signed (signature version 4). Safe for concurrent use. */
public interface RequestSigner {

  /**
   * Headers to send with a POST: those that are given, and those that prove who sends it.
   *
   * @param scope for whom it is signed
   * @param uri where it goes
   * @param headers what is sent anyway
   * @param body what is sent
   * @throws io.dermaflow.errors.DermaflowException when there is nothing to sign with
   */
  Map<String, List<String>> sign(Scope scope, URI uri, Map<String, String> headers, byte[] body);

  /**
   * What a signature is good for.
   *
   * @param service name that the service signs under, such as {@code sqs}
   * @param region AWS region
   */
  record Scope(String service, String region) {}
}
