package io.dermaflow.scheduler.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** From the survey to the result, on a phone's width and by keyboard alone. */
class SkinPagesBrowserTest extends PagesInABrowser {

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

  @Test
  void offerTheCameraAppAndFilesWhereTheCameraIsNotAllowed() {
    browser.openFresh(site.address("/skin"));
    browser.withoutCamera();
    browser.tabTo("#use-camera").sendKeys(Keys.ENTER);
    browser.awaitFocus("#native-camera");
    assertThat(browser.focused().getDomAttribute("capture")).isEqualTo("user");
    assertThat(browser.text("#no-camera")).contains("was not allowed");
    browser.assertAccessible("a camera that is not allowed");
    fillIn();
    send();
    awaitResult();
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

    site.refusals.add(new StubSite.Refusal(503, "unavailable", "away", "[]", "5"));
    browser.press(Keys.ENTER);
    browser.awaitFocus("#again");
    assertThat(browser.text("#trouble-text")).contains("on our side");

    browser.press(Keys.ENTER);
    awaitResult();
    assertThat(site.surveys).hasSize(1);
  }

  @Test
  void askForAnotherPictureBesideTheFieldWhenItCannotBeUsed() {
    browser.openFresh(site.address("/skin"));
    fillIn();
    site.refusedAnalyses.add(new StubSite.Refusal(422, "cut_off", "cut", "[]", ""));
    send();
    browser.awaitFocus("#summary");
    assertThat(browser.text("#error-picture")).contains("The end of this picture is missing");
    browser.assertAccessible("a picture that cannot be used");
    browser.tabTo("#remove").sendKeys(Keys.ENTER);
    browser.awaitFocus("#use-camera");
    choosePicture(selfie);
    browser.awaitFocus("#remove");
    send();
    awaitResult();
    assertThat(site.asked).filteredOn("POST /v1/uploads"::equals).hasSize(2);
  }

  @Test
  void sendThePictureAgainWhenItHasNotArrived() {
    browser.openFresh(site.address("/skin"));
    fillIn();
    site.refusedAnalyses.add(new StubSite.Refusal(409, "not_arrived", "not yet", "[]", ""));
    send();
    browser.awaitFocus("#again");
    assertThat(browser.text("#trouble-text")).contains("has not arrived");
    browser.press(Keys.ENTER);
    awaitResult();
    assertThat(site.asked).filteredOn(asked -> asked.endsWith("/url")).hasSize(1);
  }
}
