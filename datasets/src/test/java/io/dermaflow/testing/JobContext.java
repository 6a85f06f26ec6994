package io.dermaflow.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dermaflow.database.Migrator;
import io.dermaflow.database.SchemaMigration;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.progress.Progress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A Spring context of whatever rooms are on the class path, on a new database and a new bucket. */
public final class JobContext implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private JobContext(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Beans that a room needs and nobody gives in a test. */
  public static final class Beans {
    private final Map<Class<?>, Supplier<?>> beans = new HashMap<>();

    private UnaryOperator<Object> postProcessor = UnaryOperator.identity();

    /** Replaces or wraps beans, e.g. by one that fails on demand. */
    public Beans withPostProcessor(UnaryOperator<Object> wrap) {
      postProcessor = wrap;
      return this;
    }

    public <T> Beans with(Class<T> type, T bean) {
      beans.put(type, () -> bean);
      return this;
    }
  }

  public static JobContext start(Beans beans) {
    StorageSettings bucket = TestServices.newBucket();
    String url = TestServices.newDatabase();
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.batch.job.enabled", "false");
    properties.put("spring.batch.jdbc.initialize-schema", "never");
    properties.put("spring.batch.jdbc.table-prefix", "batch.BATCH_");
    properties.put("spring.flyway.enabled", "false");
    properties.put("spring.sql.init.mode", "never");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.log-startup-info", "false");
    properties.put("test.url", url);
    return new JobContext(
        new SpringApplicationBuilder(Config.class)
            .web(WebApplicationType.NONE)
            .properties(properties)
            .initializers((GenericApplicationContext c) -> register(c, bucket, beans))
            .run());
  }

  private static void register(GenericApplicationContext c, StorageSettings bucket, Beans beans) {
    c.registerBean(StorageSettings.class, () -> bucket);
    c.registerBean(Progress.class, () -> Progress.NONE);
    beans.beans.forEach((type, supplier) -> registerOne(c, type, supplier));
    c.getBeanFactory()
        .addBeanPostProcessor(
            new BeanPostProcessor() {
              @Override
              public Object postProcessAfterInitialization(Object bean, String name) {
                return beans.postProcessor.apply(bean);
              }
            });
  }

  @SuppressWarnings("unchecked")
  private static <T> void registerOne(
      GenericApplicationContext c, Class<T> type, Supplier<?> supplier) {
    c.registerBean(type, (Supplier<T>) supplier);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Config {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(
        org.springframework.core.env.Environment environment,
        ObjectProvider<SchemaMigration> schemas) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(environment.getRequiredProperty("test.url"));
      config.setMaximumPoolSize(6);
      HikariDataSource dataSource = new HikariDataSource(config);
      new Migrator(dataSource).migrate(schemas.stream().toList());
      TestDatabase.addBatchTables(JdbcClient.create(dataSource));
      return dataSource;
    }
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T get(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  @Override
  public void close() {
    context.close();
  }
}
