package io.dermaflow.scheduler.pages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser; skipped where there is none. */
abstract class PagesInABrowser {

  @TempDir static Path folder;
  static Browser browser;
  static Path selfie;
  StubSite site;

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
}
