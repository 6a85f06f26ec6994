package io.dermaflow.scheduler.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.scheduler.config.ServeSettings;
import io.dermaflow.scheduler.config.Settings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.util.function.SingletonSupplier;

/** Who may ask: keys for commands and server, the filter chain for the server. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  ApiKeys apiKeys(JdbcClient jdbc, Clock clock) {
    return new ApiKeys(jdbc, new SecureRandom(), clock);
  }

  /** Where there is HTTP. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Web {

    @Bean(destroyMethod = "close")
    KnownKeys knownKeys(ApiKeys keys, Clock clock) {
      return new KnownKeys(keys, clock, besideRequests(), Ticker.systemTicker());
    }

    /** One thread; each known key has at most one renewal and one note waiting. */
    private static Executor besideRequests() {
      ThreadPoolExecutor executor =
          new ThreadPoolExecutor(
              1,
              1,
              30,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(task, "access");
                thread.setDaemon(true);
                return thread;
              });
      executor.allowCoreThreadTimeOut(true);
      return executor;
    }

    @Bean
    Visits visits(Settings settings, Environment environment, Clock clock) {
      return new Visits(
          SingletonSupplier.of(
              () ->
                  VisitorKey.load(
                      environment.getProperty(VisitorKey.VARIABLE),
                      settings.home(),
                      new SecureRandom())),
          clock);
    }

    @Bean
    Access access() {
      return new RequestAccess();
    }

    /** Every request passes; the order is that of the list. */
    @Bean
    SecurityFilterChain filterChain(
        Settings settings, KnownKeys keys, Visits visits, AnswerHeaders headers, Clock clock) {
      ServeSettings serve = settings.serve();
      CrossOriginFilter origins = new CrossOriginFilter(serve.corsOrigins());
      Callers callers =
          new Callers(
              keys,
              tokens(serve, clock),
              visits,
              new OpenCallers(serve.open(), settings.bind()),
              origins);
      Admission admission =
          new Admission(serve.requestsPerMinute(), serve.analysesPerMinute(), System::nanoTime);
      return new DefaultSecurityFilterChain(
          AnyRequestMatcher.INSTANCE,
          new HeadersFilter(headers),
          origins,
          new AccessFilter(callers, admission),
          new BodyFilter(System::nanoTime));
    }

    private static @Nullable Tokens tokens(ServeSettings serve, Clock clock) {
      URI issuer = serve.oidcIssuer();
      return issuer == null
          ? null
          : new Tokens(
              issuer, serve.oidcAudience(), serve.oidcSubjectClaim(), clock, System::nanoTime);
    }

    /** The usual firewall; headers are checked by a loop instead of a pattern. */
    @Bean
    HttpFirewall httpFirewall() {
      StrictHttpFirewall firewall = new StrictHttpFirewall();
      firewall.setAllowedHeaderNames(Web::hasNoControls);
      firewall.setAllowedHeaderValues(Web::hasNoControls);
      return firewall;
    }

    static boolean hasNoControls(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if ((c < ' ' && c != '\t') || c == 0x7f) {
          return false;
        }
      }
      return true;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(AnswerHeaders headers) {
      return (request, response, e) -> {
        headers.write(request, response);
        Refusals.write(
            request,
            response,
            RequestRefusedException.of(400, "bad_request", "The request line cannot be taken"));
      };
    }

    @Bean
    AnswerHeaders answerHeaders(StorageSettings storage) {
      return new AnswerHeaders(uploads(storage));
    }

    /** What presigned URLs name, as sources of a content security policy. */
    static String uploads(StorageSettings storage) {
      URI named = storage.publicEndpoint() != null ? storage.publicEndpoint() : storage.endpoint();
      if (named != null) {
        return named.getScheme() + "://" + named.getAuthority();
      }
      String regional = "s3." + storage.region() + ".amazonaws.com";
      return storage.bucket().indexOf('.') >= 0
          ? "https://" + regional
          : "https://%1$s.s3.amazonaws.com https://%1$s.%2$s".formatted(storage.bucket(), regional);
    }
  }
}
