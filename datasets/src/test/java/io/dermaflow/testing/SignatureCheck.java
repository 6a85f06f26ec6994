package io.dermaflow.testing;

import io.dermaflow.ids.Digests;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature (version 4) of a POST without a query as AWS documents it, written without
 * the SDK that signs.
 */
public final class SignatureCheck {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/(\\d{8})/([^/]+)/([^/]+)/aws4_request,"
              + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  private final String secret;

  public SignatureCheck(String secret) {
    this.secret = secret;
  }

  /**
   * Whether these headers sign this request for this service.
   *
   * @param headers as they arrived, {@code Host} among them
   */
  public boolean accepts(String service, URI path, Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.putAll(headers);
    Matcher stated = AUTHORIZATION.matcher(first(sent, "Authorization"));
    if (!stated.matches() || !stated.group(3).equals(service)) {
      return false;
    }
    StringBuilder request = new StringBuilder("POST\n").append(path.getRawPath()).append("\n\n");
    for (String name : stated.group(4).split(";")) {
      request.append(name).append(':').append(first(sent, name).strip()).append('\n');
    }
    request.append('\n').append(stated.group(4)).append('\n').append(Digests.sha256(body));
    String scope = String.join("/", stated.group(1), stated.group(2), service, "aws4_request");
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            first(sent, "X-Amz-Date"),
            scope,
            Digests.sha256(request.toString()));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text)).equals(stated.group(5));
  }

  private static String first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of("")).get(0);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
