package io.dermaflow.scheduler.serving.answers;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.dermaflow.scheduler.serving.answers.Packing.Kept;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * The caches by name: {@link #ANSWERS} and {@link #MISSING} in memory, and {@link #SHARED} in Redis
 * where one is configured.
 */
final class AnswerCaches implements CacheManager, AutoCloseable {

  /** Answers of this process, bounded by bytes. */
  static final String ANSWERS = "answers";

  /** Subjects without an answer, for a moment: asking for thousands of them reads little. */
  static final String MISSING = "missing-answers";

  /** Answers of all processes. */
  static final String SHARED = "shared-answers";

  private static final int MOST_MISSING = 20_000;
  private static final Duration MISSING_FOR = Duration.ofSeconds(2);

  /** What a process that died on the way left behind goes away after this. */
  private static final Duration SHARED_FOR = Duration.ofMinutes(10);

  private static final Duration REDIS_PATIENCE = Duration.ofMillis(200);
  private static final int REDIS_PORT = 6379;
  private static final int ENTRY_BYTES = 200;

  private final CaffeineCacheManager memory = new CaffeineCacheManager();
  private final @Nullable JedisConnectionFactory connections;
  private final @Nullable RedisCacheManager redis;

  /**
   * @param bytes memory for answers
   * @param shared where Redis is, or null for none
   */
  AnswerCaches(long bytes, @Nullable URI shared) {
    memory.setCacheNames(List.of()); // only those registered
    memory.registerCustomCache(
        ANSWERS,
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Object key, Object value) -> weight(value))
            .recordStats()
            .build());
    memory.registerCustomCache(
        MISSING,
        Caffeine.newBuilder()
            .maximumSize(MOST_MISSING)
            .expireAfterWrite(MISSING_FOR)
            .recordStats()
            .build());
    connections = shared == null ? null : connections(shared);
    redis = connections == null ? null : redis(connections);
  }

  private static int weight(Object value) {
    return value instanceof Kept kept ? kept.bytes().length + ENTRY_BYTES : ENTRY_BYTES;
  }

  private static JedisConnectionFactory connections(URI uri) {
    RedisStandaloneConfiguration place = new RedisStandaloneConfiguration();
    place.setHostName(uri.getHost());
    place.setPort(uri.getPort() < 0 ? REDIS_PORT : uri.getPort());
    String path = uri.getPath();
    if (path != null && path.matches("/[0-9]{1,4}")) {
      place.setDatabase(Integer.parseInt(path.substring(1)));
    }
    String user = uri.getUserInfo();
    if (user != null) {
      String[] parts = user.split(":", 2);
      if (parts.length == 2 && !parts[0].isEmpty()) {
        place.setUsername(parts[0]);
      }
      place.setPassword(RedisPassword.of(parts[parts.length - 1]));
    }
    JedisClientConfiguration.JedisClientConfigurationBuilder client =
        JedisClientConfiguration.builder()
            .connectTimeout(REDIS_PATIENCE)
            .readTimeout(REDIS_PATIENCE);
    if ("rediss".equals(uri.getScheme())) {
      client.useSsl();
    }
    JedisConnectionFactory factory = new JedisConnectionFactory(place, client.usePooling().build());
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  private static RedisCacheManager redis(JedisConnectionFactory connections) {
    RedisCacheConfiguration bytes =
        RedisCacheConfiguration.defaultCacheConfig()
            .prefixCacheNameWith("dermaflow:")
            .entryTtl(SHARED_FOR)
            .disableCachingNullValues()
            .serializeValuesWith(SerializationPair.fromSerializer(RedisSerializer.byteArray()));
    RedisCacheManager manager =
        RedisCacheManager.builder(connections)
            .cacheDefaults(bytes)
            .initialCacheNames(Set.of(SHARED))
            .disableCreateOnMissingCache()
            .build();
    manager.afterPropertiesSet();
    return manager;
  }

  @Override
  public @Nullable Cache getCache(String name) {
    if (name.equals(SHARED)) {
      return redis == null ? null : redis.getCache(name);
    }
    return memory.getCache(name);
  }

  @Override
  public Collection<String> getCacheNames() {
    return redis == null ? memory.getCacheNames() : List.of(ANSWERS, MISSING, SHARED);
  }

  @Override
  public void close() {
    if (connections != null) {
      connections.destroy();
    }
  }
}
