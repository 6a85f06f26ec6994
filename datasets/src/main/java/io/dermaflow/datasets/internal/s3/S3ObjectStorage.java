package io.dermaflow.datasets.internal.s3;

import io.dermaflow.datasets.FetchedObject;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket behind the S3 protocol. */
final class S3ObjectStorage implements ObjectStorage {

  /** How the SDK begins to say so; it has no exception of its own for it. */
  private static final String NO_CREDENTIALS = "Unable to load credentials";

  private final S3Client s3;
  private final String bucket;
  private final Clock clock;

  S3ObjectStorage(S3Client s3, String bucket, Clock clock) {
    this.s3 = s3;
    this.bucket = bucket;
    this.clock = clock;
  }

  /** Creates the bucket when it is not there yet. */
  void ensureBucket() {
    call(
        "bucket",
        () -> {
          try {
            s3.headBucket(request -> request.bucket(bucket));
          } catch (NoSuchBucketException e) {
            s3.createBucket(request -> request.bucket(bucket));
          } catch (S3Exception e) {
            if (e.statusCode() != 404) {
              throw e;
            }
            s3.createBucket(request -> request.bucket(bucket));
          }
          return bucket;
        });
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return list(prefix, "");
  }

  @Override
  public Stream<StoredObject> list(String prefix, String after) {
    Iterator<S3Object> pages =
        call(
            prefix,
            () ->
                s3.listObjectsV2Paginator(
                        request ->
                            request
                                .bucket(bucket)
                                .prefix(prefix)
                                .startAfter(after.isEmpty() ? null : after))
                    .contents()
                    .iterator());
    Iterator<StoredObject> objects =
        new Iterator<>() {
          @Override
          public boolean hasNext() { // asks for the next page where one ends
            return call(prefix, pages::hasNext);
          }

          @Override
          public StoredObject next() {
            S3Object object = pages.next();
            return new StoredObject(
                object.key(), unquote(object.eTag()), object.size(), object.lastModified());
          }
        };
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(objects, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public Optional<StoredObject> find(String key) {
    try {
      return Optional.of(
          call(
              key,
              () -> {
                var head = s3.headObject(request -> request.bucket(bucket).key(key));
                return new StoredObject(
                    key, unquote(head.eTag()), head.contentLength(), head.lastModified());
              }));
    } catch (StorageException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public byte[] read(String key, long maxBytes) {
    return fetch(key, maxBytes).bytes();
  }

  @Override
  public FetchedObject fetch(String key, long maxBytes) {
    return call(
        key,
        () -> {
          // As a stream: the size is known before a byte of the body is taken.
          var body = s3.getObject(request -> request.bucket(bucket).key(key));
          long size = body.response().contentLength();
          if (size > maxBytes) {
            body.abort();
            throw tooLarge(key, size, maxBytes);
          }
          try (body) {
            byte[] bytes = new byte[Math.toIntExact(size)];
            int read = body.readNBytes(bytes, 0, bytes.length);
            if (read < size) {
              throw new IOException("%d of %d bytes".formatted(read, size));
            }
            return new FetchedObject(bytes, unquote(body.response().eTag()));
          } catch (IOException e) {
            throw new StorageException(
                Reason.UNAVAILABLE, "s3://" + bucket + "/" + key + " was cut off", e);
          }
        });
  }

  @Override
  public byte[] readRange(String key, long offset, int length) {
    // At least one byte: a range cannot say "nothing", and a missing object has to be noticed.
    long last = offset + Math.max(1, length) - 1;
    return call(key, () -> range(key, "bytes=%d-%d".formatted(offset, last), length));
  }

  private byte[] range(String key, String range, int length) {
    try (var body = s3.getObject(request -> request.bucket(bucket).key(key).range(range))) {
      if (body.response().contentRange() == null) {
        body.abort();
        throw new StorageException(
            Reason.UNAVAILABLE,
            "s3://%s/%s: the endpoint does not answer ranges (%s)".formatted(bucket, key, range));
      }
      return body.readNBytes(length);
    } catch (S3Exception e) {
      if (e.statusCode() == 416) { // behind the end, as everything of an empty object is
        return new byte[0];
      }
      throw e;
    } catch (IOException e) {
      throw new StorageException(
          Reason.UNAVAILABLE, "s3://" + bucket + "/" + key + " was cut off", e);
    }
  }

  private StorageException tooLarge(String key, long size, long maxBytes) {
    return new StorageException(
        Reason.TOO_LARGE,
        "s3://%s/%s holds %d bytes, at most %d are read".formatted(bucket, key, size, maxBytes));
  }

  @Override
  public StoredObject write(String key, byte[] bytes, String contentType) {
    return put(key, RequestBody.fromBytes(bytes), bytes.length, contentType);
  }

  @Override
  public StoredObject writeFile(String key, Path file, String contentType) {
    try {
      return put(key, RequestBody.fromFile(file), Files.size(file), contentType);
    } catch (IOException e) {
      throw new StorageException(Reason.UNAVAILABLE, "cannot read " + file, e);
    }
  }

  private StoredObject put(String key, RequestBody body, long size, String contentType) {
    return call(
        key,
        () -> {
          var answer =
              s3.putObject(
                  request -> request.bucket(bucket).key(key).contentType(contentType), body);
          return new StoredObject(key, unquote(answer.eTag()), size, clock.instant());
        });
  }

  @Override
  public void readToFile(String key, Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    call(
        key,
        () -> {
          try {
            Files.deleteIfExists(part);
            s3.getObject(
                request -> request.bucket(bucket).key(key), ResponseTransformer.toFile(part));
            Files.move(
                part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
          } catch (IOException e) {
            throw new StorageException(Reason.UNAVAILABLE, "cannot write " + file, e);
          }
        });
  }

  @Override
  public void copy(String from, String to, String contentType) {
    call(
        from,
        () ->
            s3.copyObject(
                request ->
                    request
                        .sourceBucket(bucket)
                        .sourceKey(from)
                        .destinationBucket(bucket)
                        .destinationKey(to)
                        .metadataDirective(MetadataDirective.REPLACE)
                        .contentType(contentType)));
  }

  @Override
  public void delete(String key) {
    call(key, () -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
  }

  /**
   * Asks for the etag first: not every endpoint heeds {@code If-Match} on a DELETE; Amazon's does.
   */
  @Override
  public boolean deleteUnchanged(StoredObject seen) {
    String key = seen.key();
    Optional<StoredObject> now = find(key);
    if (now.isEmpty()) {
      return true;
    }
    if (!now.get().etag().equals(seen.etag())) {
      return false;
    }
    String etag = '"' + seen.etag() + '"';
    return call(
        key,
        () -> {
          try {
            s3.deleteObject(request -> request.bucket(bucket).key(key).ifMatch(etag));
            return true;
          } catch (S3Exception e) {
            return switch (e.statusCode()) {
              case 404 -> true; // somebody else deleted it
              case 409, 412 -> false; // written in this very moment
              default -> throw e;
            };
          }
        });
  }

  @Override
  public void close() {
    s3.close();
  }

  private <T> T call(String key, Supplier<T> body) {
    try {
      return body.get();
    } catch (NoSuchBucketException e) {
      throw new StorageException(Reason.NO_BUCKET, "There is no bucket '" + bucket + "'", e);
    } catch (NoSuchKeyException e) {
      throw new StorageException(Reason.NOT_FOUND, "s3://" + bucket + "/" + key, e);
    } catch (S3Exception e) {
      throw new StorageException(
          reason(e), "s3://" + bucket + "/" + key + ": " + e.getMessage(), e);
    } catch (SdkException e) {
      if (e.getCause() instanceof StorageException classified) {
        throw classified;
      }
      if (String.valueOf(e.getMessage()).startsWith(NO_CREDENTIALS)) { // lists all places
        throw new StorageException(Reason.DENIED, "there are no credentials", e);
      }
      throw new StorageException(
          Reason.UNAVAILABLE, "s3://" + bucket + "/" + key + ": " + e.getMessage(), e);
    }
  }

  private static Reason reason(S3Exception e) {
    return switch (e.statusCode()) {
      case 404 -> Reason.NOT_FOUND;
      case 401, 403 -> Reason.DENIED;
      default -> Reason.UNAVAILABLE;
    };
  }

  private static String unquote(String etag) {
    return etag.replace("\"", "");
  }
}
