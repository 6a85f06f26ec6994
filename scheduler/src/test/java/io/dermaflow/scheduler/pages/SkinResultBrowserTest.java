package io.dermaflow.scheduler.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The result, and what is held, on a phone's width and by keyboard alone. */
class SkinResultBrowserTest extends PagesInABrowser {

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

    site.refusedAnalyses.add(new StubSite.Refusal(422, "corrupt", "broken", "[]", ""));
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
