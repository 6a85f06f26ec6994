package io.dermaflow.scheduler.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser that is used by keyboard. */
final class Browser implements AutoCloseable {

  static final File CHROMIUM = new File("/usr/bin/chromium");
  static final File DRIVER = new File("/usr/bin/chromedriver");

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_TABS = 80;
  private static final int PHONE = 390;
  private static final int PHONE_HEIGHT = 844;

  private final ChromeDriver driver;

  Browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--lang=en",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    driver = new ChromeDriver(service, options);
    width(PHONE, PHONE_HEIGHT);
  }

  void width(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width == PHONE));
  }

  void phone() {
    width(PHONE, PHONE_HEIGHT);
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Opens a page as somebody who was never here. */
  void openFresh(String address) {
    driver.get(address);
    driver.executeScript("localStorage.clear(); sessionStorage.clear()");
    complaints();
    driver.get(address);
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return Objects.requireNonNull(driver.getCurrentUrl());
  }

  void reload() {
    driver.navigate().refresh();
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  String text(String css) {
    return find(css).getText();
  }

  boolean sees(String css) {
    return all(css).stream().anyMatch(WebElement::isDisplayed);
  }

  void await(String css) {
    new WebDriverWait(driver, PATIENCE).until(any -> sees(css));
  }

  void awaitAddress(String part) {
    new WebDriverWait(driver, PATIENCE).until(any -> address().contains(part));
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Goes on with the tab key until an element has the focus. */
  WebElement tabTo(String css) {
    for (int i = 0; i < MOST_TABS; i++) {
      if (isFocused(css)) {
        return focused();
      }
      new Actions(driver).sendKeys(Keys.TAB).perform(); // a file's field takes no keys by itself
    }
    throw new AssertionError("the tab key does not lead to " + css);
  }

  boolean isFocused(String css) {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "return document.activeElement.matches(arguments[0])", Objects.requireNonNull(css)));
  }

  void awaitFocus(String css) {
    new WebDriverWait(driver, PATIENCE).until(any -> isFocused(css));
  }

  void press(CharSequence... keys) {
    focused().sendKeys(keys);
  }

  /** From now on the page is not allowed to use the camera. */
  void withoutCamera() {
    driver.executeScript(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('not allowed'))");
  }

  /** Whether the page is wider than the screen. */
  boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }

  /** What the console complained of since it was asked last. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** No serious violation, and nothing beside the screen. */
  void assertAccessible(String state) {
    AxeBuilder axe = new AxeBuilder();
    axe.setLegacyMode(true); // there are no frames
    Results results = axe.analyze(driver);
    assertThat(results.getPasses()).as("rules that passed on %s", state).hasSizeGreaterThan(15);
    List<String> serious =
        results.getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(Browser::described)
            .toList();
    assertThat(serious).as("violations on %s", state).isEmpty();
    assertThat(scrollsSideways()).as("%s is wider than the screen", state).isFalse();
  }

  private static String described(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getHtml();
  }

  /** The whole page as a picture in {@code target/pages/}. */
  void picture(String name) {
    Map<String, Object> taken =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Path file = Path.of("target", "pages", name + ".png");
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, Base64.getDecoder().decode(String.valueOf(taken.get("data"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
