package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names tests that exist. */
class SecurityPageTest {

  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)(?:[.](\\w+))?`");

  @Test
  void namesTestsThatExist() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(".."), 14)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*src.test.*Test[.]java")).toList()) {
        tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    Matcher named = NAMED.matcher(Files.readString(Path.of("..", "docs", "security.md")));
    int found = 0;
    while (named.find()) {
      assertThat(tests).containsKey(named.group(1));
      if (named.group(2) != null) {
        assertThat(tests.get(named.group(1))).contains("void " + named.group(2) + "(");
        found++;
      }
    }
    assertThat(found).isGreaterThan(25);
  }
}
