package io.dermaflow.embedded;

import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.StorageSettings.StaticCredentials;
import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** An S3 endpoint of this machine, on a free loopback port, with its objects in a folder. */
public final class EmbeddedS3Server implements AutoCloseable {

  private final S3Proxy proxy;
  private final BlobStoreContext context;
  private final StaticCredentials credentials;

  private EmbeddedS3Server(S3Proxy proxy, BlobStoreContext context, StaticCredentials credentials) {
    this.proxy = proxy;
    this.context = context;
    this.credentials = credentials;
  }

  /** Starts an endpoint on {@code folder} that accepts these keys and browsers of any origin. */
  public static EmbeddedS3Server start(Path folder, StaticCredentials credentials) {
    try {
      Files.createDirectories(folder);
      Properties properties = new Properties();
      properties.setProperty("jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
      BlobStoreContext context =
          ContextBuilder.newBuilder(new FilesystemNio2BlobProviderMetadata())
              .credentials(credentials.accessKey(), credentials.secretKey())
              .overrides(properties)
              .build(BlobStoreContext.class);
      S3Proxy proxy =
          S3Proxy.builder()
              .blobStore(context.getBlobStore())
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(
                  AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
              .corsRules(new CrossOriginResourceSharing())
              .ignoreUnknownHeaders(true)
              .jettyMaxThreads(24)
              .build();
      proxy.start();
      return new EmbeddedS3Server(proxy, context, credentials);
    } catch (Exception e) {
      throw DermaflowException.failed(
          "The embedded S3 endpoint does not start in " + folder + ": " + e.getMessage(),
          "a folder with free space that this user may write",
          "set DERMAFLOW_S3_ENDPOINT to an endpoint of your own",
          e instanceof IOException ? e : new IllegalStateException(e));
    }
  }

  /** How to reach a bucket here. */
  public StorageSettings settings(String bucket) {
    return new StorageSettings(endpoint(), null, "us-east-1", bucket, credentials);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 endpoint could not be stopped", e);
    } finally {
      context.close();
    }
  }
}
