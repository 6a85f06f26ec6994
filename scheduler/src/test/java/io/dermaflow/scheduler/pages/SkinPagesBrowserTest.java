package io.dermaflow.scheduler.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** The pages in a real browser, on a phone's width and by keyboard alone. */
class SkinPagesBrowserTest {

  @TempDir private static Path folder;
  private static Browser browser;
  private static Path selfie;
  private StubSite site;

  @BeforeAll
  static void open() throws IOException {
    assumeTrue(
        Browser.CHROMIUM.canExecute() && Browser.DRIVER.canExecute(),
        "no chromium with chromedriver in /usr/bin");
    browser = new Browser();
    selfie = Files.write(folder.resolve("selfie.jpg"), drawnFace());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void begin() {
    site = new StubSite();
    browser.phone();
    browser.dark(false);
  }

  @AfterEach
  void end() {
    site.close();
  }

  private static byte[] drawnFace() throws IOException {
    BufferedImage image = new BufferedImage(480, 640, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(0xD8E3E6));
    pen.fillRect(0, 0, 480, 640);
    pen.setColor(new Color(0xC98F6B));
    pen.fillOval(110, 120, 260, 360);
    pen.setColor(new Color(0x4B342A));
    pen.fillOval(175, 270, 30, 16);
    pen.fillOval(275, 270, 30, 16);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }

  private void choosePicture(Path file) {
    // Choosing in the window of the operating system is beyond the page: its result is given.
    browser.tabTo("#file").sendKeys(file.toString());
  }

  /** What is needed at least, by keyboard. */
  private void fillIn() {
    choosePicture(selfie);
    browser.await("#preview");
    browser.awaitFocus("#remove");
    browser.tabTo("#consent-score").sendKeys(Keys.SPACE);
  }

  private void send() {
    browser.tabTo("#send").sendKeys(Keys.ENTER);
  }

  private void awaitResult() {
    browser.awaitAddress("/skin/result?upload=");
    browser.await("#answer[data-ready=all]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ms"})
  void leadFromTheSurveyToThreeProductsByKeyboardAlone(String lang) throws IOException {
    browser.openFresh(site.address("/skin?lang=" + lang));
    browser.assertAccessible("the survey in " + lang);
    answerByKeyboard();
    browser.assertAccessible("the filled survey in " + lang);
    send();
    awaitResult();

    JsonNode survey = site.surveys.get(0);
    assertThat(survey.path("skin_type").asString()).isEqualTo("oily");
    assertThat(survey.path("concerns")).hasToString("[\"redness\"]");
    assertThat(survey.path("budget").asString()).isEqualTo("RM50-150");
    assertThat(survey.path("age").asInt()).isEqualTo(24);
    assertThat(survey.path("allergies")).hasSize(2);
    assertThat(survey.path("pregnant").asBoolean(true)).isFalse();
    assertThat(survey.path("current_actives")).hasToString("[\"vitamin c\",\"kojic soap\"]");
    assertThat(survey.path("consent"))
        .hasToString("{\"score\":true,\"train\":false,\"research\":false}");
    assertThat(site.picture).isEqualTo(Files.readAllBytes(selfie));
    assertThat(site.pictureType).isEqualTo("image/jpeg");

    assertResult(lang);
    assertThat(browser.complaints()).isEmpty();
  }

  private void answerByKeyboard() {
    browser.tabTo("#skin_type-4").sendKeys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP);
    browser.tabTo("#concerns-redness").sendKeys(Keys.SPACE);
    browser.tabTo("#budget-3").sendKeys(Keys.ARROW_UP, Keys.ARROW_UP);
    browser.tabTo("#age").sendKeys("24");
    browser.tabTo("#allergies").sendKeys("oat");
    browser.tabTo("[data-word]").sendKeys(Keys.ENTER);
    assertThat(browser.focused().getDomAttribute("aria-pressed")).isEqualTo("true");
    browser.tabTo("#pregnant-2").sendKeys(Keys.ARROW_UP);
    browser.tabTo("#active-1").sendKeys(Keys.SPACE);
    browser.tabTo("#other_actives").sendKeys("kojic soap");
    fillIn();
  }

  private void assertResult(String lang) {
    boolean english = lang.equals("en");
    assertThat(browser.text("h1"))
        .isEqualTo(
            english
                ? "Your skin looks oily, with moderate acne"
                : "Kulit anda kelihatan berminyak, dengan jerawat sederhana");
    assertThat(browser.all("#products > li")).hasSize(3);
    for (WebElement link : browser.all("#products a")) {
      assertThat(link.getDomAttribute("href")).startsWith("https://");
      assertThat(link.getDomAttribute("rel")).isEqualTo("noopener noreferrer nofollow");
    }
    assertThat(browser.text("#products")).contains(english ? "This " : "Produk ").contains("RM ");
    assertThat(browser.all("#signs li")).hasSize(8);
    assertThat(browser.text("#signs li:nth-child(2)"))
        .contains("56 %", english ? "measured" : "diukur");
    assertThat(browser.text("#chapter")).contains(english ? "Protection" : "Perlindungan");
    assertThat(browser.all("#look .swatch:not(.none)")).isNotEmpty();
    assertThat(browser.sees("#doctor")).isFalse();
    browser.assertAccessible("the result in " + lang);
    browser.tabTo("#more summary").sendKeys(Keys.ENTER);
    browser.assertAccessible("the result with all looks in " + lang);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ms"})
  void takeThePictureWithTheCamera(String lang) {
    browser.openFresh(site.address("/skin?lang=" + lang));
    browser.tabTo("#use-camera").sendKeys(Keys.ENTER);
    browser.awaitFocus("#shoot");
    browser.assertAccessible("the camera in " + lang);
    browser.picture("camera-" + lang);
    browser.press(Keys.ESCAPE);
    browser.awaitFocus("#use-camera");
    browser.press(Keys.ENTER);
    browser.awaitFocus("#shoot");
    browser.press(Keys.ENTER);
    browser.awaitFocus("#remove");
    browser.assertAccessible("the preview in " + lang);
    browser.tabTo("#consent-score").sendKeys(Keys.SPACE);
    send();
    awaitResult();
    assertThat(site.pictureType).isEqualTo("image/jpeg");
    assertThat(Objects.requireNonNull(site.picture)).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ms"})
  void sayWhatIsMissingBesideTheFieldAndKeepTheAnswers(String lang) {
    browser.openFresh(site.address("/skin?lang=" + lang));
    browser.tabTo("#concerns-acne").sendKeys(Keys.SPACE);
    browser.tabTo("#age").sendKeys("130");
    send();
    browser.awaitFocus("#summary");
    assertThat(browser.all("#summary li")).hasSize(3);
    assertThat(browser.text("#error-age")).contains("120");
    assertThat(browser.sees("#error-consent")).isTrue();
    assertThat(browser.sees("#error-picture")).isTrue();
    browser.assertAccessible("mistakes in " + lang);
    browser.picture("mistakes-" + lang);
    browser.press(Keys.TAB, Keys.ENTER);
    browser.awaitFocus("#age");
    assertThat(site.asked).isEmpty();

    browser.reload();
    assertThat(browser.find("#concerns-acne").isSelected()).isTrue();
    assertThat(browser.find("#age").getDomProperty("value")).isEqualTo("130");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void refuseWhatIsNoPictureOrTooLargeBeforeItIsSent() throws IOException {
    browser.openFresh(site.address("/skin"));
    choosePicture(Files.writeString(folder.resolve("note.jpg"), "no picture"));
    browser.await("#error-picture");
    assertThat(browser.text("#error-picture")).contains("JPEG, PNG or WebP");
    Path large = Files.write(folder.resolve("large.jpg"), new byte[(20 << 20) + 1]);
    browser.reload();
    choosePicture(large);
    browser.await("#error-picture");
    assertThat(browser.text("#error-picture")).contains("at most 20 MB");
    assertThat(site.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void askForANewAddressWhenTheLastOneHasExpired(boolean cors) throws IOException {
    site.expired = 1;
    site.refusesWithCors = cors;
    browser.openFresh(site.address("/skin"));
    fillIn();
    send();
    browser.awaitFocus("#again");
    assertThat(browser.text("#trouble-text"))
        .contains(cors ? "no longer valid" : "did not get through", "Try again");
    browser.assertAccessible("an expired address");
    browser.picture("expired-" + cors);
    browser.press(Keys.ENTER);
    awaitResult();
    assertThat(site.asked).filteredOn(asked -> asked.endsWith("/url")).hasSize(1);
    assertThat(site.asked).filteredOn("POST /v1/uploads"::equals).hasSize(1);
    assertThat(site.picture).isEqualTo(Files.readAllBytes(selfie));
  }

  @Test
  void sayRefusalsInHumanWordsAndGoOnWhereTheyCame() {
    site.refusals.add(
        new StubSite.Refusal(
            400,
            "invalid_request",
            "age is wrong",
            "[{\"field\":\"survey.age\",\"value\":\"12\",\"expected\":\"a whole number\"}]",
            ""));
    browser.openFresh(site.address("/skin"));
    fillIn();
    send();
    browser.awaitFocus("#summary");
    assertThat(browser.text("#error-age")).contains("a whole number");

    site.refusals.add(new StubSite.Refusal(429, "rate_limited", "slow down", "[]", "7"));
    send();
    browser.awaitFocus("#again");
    assertThat(browser.text("#trouble-text")).contains("in 7 seconds");

    // The first is told when a place is asked for, the others after the picture was sent.
    browser.press(Keys.ENTER);
    awaitResult();
    browser.openFresh(site.address("/skin"));
    fillIn();
    site.expired = 0;
    sendTwice();
  }

  private void sendTwice() {
    site.refusals.clear();
    site.grade = "MILD";
    site.refusals.add(new StubSite.Refusal(503, "unavailable", "away", "[]", "5"));
    send();
    browser.awaitFocus("#again");
    assertThat(browser.text("#trouble-text")).contains("on our side");
    browser.press(Keys.ENTER);
    awaitResult();
    assertThat(browser.text("h1")).contains("mild acne");
  }

  @Test
  void leaveOutAProductThatTheSkinReactedBadlyTo() {
    browser.openFresh(site.address("/skin/result?upload=" + site.withResult("MODERATE")));
    browser.await("#answer[data-ready=all]");
    String first = browser.text("#products li:first-child h3");
    browser.tabTo(".feedback button:nth-child(1)").sendKeys(Keys.ENTER);
    browser.await(".feedback button[aria-pressed=true]");
    browser.tabTo(".feedback button:nth-child(3)").sendKeys(Keys.ENTER);
    browser.awaitFocus(".question .danger");
    browser.assertAccessible("the question");
    browser.press(Keys.ENTER);
    browser.awaitFocus("#excluded");
    assertThat(browser.text("#excluded")).contains(first, "left out");
    assertThat(browser.text("#products")).doesNotContain(first);
    assertThat(site.feedback).hasSize(2);
    assertThat(site.feedback.get(1)).startsWith("reacted_badly ");
    browser.assertAccessible("the result without it");

    browser.reload();
    browser.await("#answer[data-ready=all]");
    assertThat(browser.text("#products")).doesNotContain(first);
    browser.tabTo("#look .button").sendKeys(Keys.ENTER);
    browser.await("#look [aria-pressed=true]");
    assertThat(site.savedLooks).hasSize(1);
    browser.reload();
    browser.await("#look [aria-pressed=true]");
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ms"})
  void sendTheVerySevereToADoctorAndOthersToABetterPicture(String lang) {
    browser.openFresh(
        site.address("/skin/result?lang=" + lang + "&upload=" + site.withResult("VERY_SEVERE")));
    browser.await("#answer[data-ready=all]");
    assertThat(browser.sees("#doctor")).isTrue();
    assertThat(browser.sees("#basics")).isTrue();
    browser.assertAccessible("very severe in " + lang);
    browser.picture("very-severe-" + lang);

    browser.open(site.address("/skin/result?lang=" + lang + "&upload=" + site.withResult("")));
    browser.await("#abstained");
    browser.await("#answer[data-ready=all]");
    assertThat(browser.text("#abstained")).contains(lang.equals("en") ? "blurred" : "kabur");
    assertThat(browser.all("#tips li")).hasSize(4);
    browser.assertAccessible("abstained in " + lang);
    browser.picture("abstained-" + lang);
    assertThat(browser.complaints()).isEmpty();

    site.refusals.add(new StubSite.Refusal(422, "corrupt", "broken", "[]", ""));
    browser.reload();
    browser.await("#nothing");
    assertThat(browser.text("#nothing")).contains(lang.equals("en") ? "damaged" : "rosak");
    browser.assertAccessible("set aside in " + lang);
    browser.open(site.address("/skin/result?lang=" + lang));
    browser.await("#nothing");
    browser.assertAccessible("no result in " + lang);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ms"})
  void showAndDeleteWhatIsHeld(String lang) {
    site.withResult("MODERATE");
    browser.openFresh(site.address("/skin/data?lang=" + lang));
    browser.await("#held");
    assertThat(browser.text("#features")).contains("58");
    assertThat(browser.all("#analyses a")).hasSize(1);
    browser.assertAccessible("my data in " + lang);
    browser.picture("data-" + lang);
    browser.tabTo("#delete").sendKeys(Keys.ENTER);
    browser.awaitFocus("#confirm-yes");
    browser.assertAccessible("deleting in " + lang);
    browser.press(Keys.ESCAPE);
    browser.awaitFocus("#delete");
    assertThat(site.asked).noneMatch(asked -> asked.startsWith("DELETE"));
    browser.press(Keys.ENTER);
    browser.awaitFocus("#confirm-yes");
    browser.press(Keys.ENTER);
    browser.awaitFocus("#erased");
    assertThat(browser.all("#counts dd")).hasSize(7);
    browser.assertAccessible("deleted in " + lang);
    browser.picture("deleted-" + lang);
    browser.reload();
    browser.await("#nobody");
    browser.assertAccessible("nobody in " + lang);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void rememberTheLanguageThatWasChosen() {
    browser.openFresh(site.address("/skin"));
    browser.tabTo("a[data-lang=ms]").sendKeys(Keys.ENTER);
    browser.awaitAddress("lang=ms");
    browser.open(site.address("/skin/data"));
    browser.awaitAddress("lang=ms");
    assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("ms");
    browser.tabTo("a[data-lang=en]").sendKeys(Keys.ENTER);
    browser.awaitAddress("lang=en");
    browser.open(site.address("/skin"));
    browser.await("#survey");
    assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("en");
  }

  /** For people to look at: {@code target/pages/}. */
  @Test
  void standInTheDarkAndOnWideScreensToo() {
    String upload = site.withResult("MODERATE");
    List<String> pages = List.of("/skin", "/skin/result?upload=" + upload, "/skin/data");
    List<String> ready = List.of("#survey", "#answer[data-ready=all]", "#held");
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (int width : new int[] {390, 1280}) {
        browser.width(width, 844);
        for (int i = 0; i < pages.size(); i++) {
          browser.openFresh(site.address(pages.get(i)));
          browser.await(ready.get(i));
          String name = List.of("survey", "result", "data").get(i);
          browser.assertAccessible(name + " at " + width + (dark ? " in the dark" : ""));
          browser.picture(name + "-" + width + (dark ? "-dark" : ""));
        }
      }
    }
  }
}
