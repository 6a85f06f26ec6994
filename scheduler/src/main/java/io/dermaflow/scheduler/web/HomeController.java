package io.dermaflow.scheduler.web;

import io.dermaflow.datasets.StorageException;
import io.dermaflow.scheduler.platform.DemoService;
import io.dermaflow.scheduler.platform.HomeViews;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The home page. */
@Controller
public class HomeController {

  private static final int CARDS = 60;

  private final HomeViews views;
  private final DemoService demo;

  public HomeController(HomeViews views, DemoService demo) {
    this.views = views;
    this.demo = demo;
  }

  @GetMapping("/")
  String home(Model model) {
    model.addAttribute("home", views.view("demo-", CARDS, id -> "/demo/selfies/" + id));
    model.addAttribute("report", false);
    return "home";
  }

  /** A rendered selfie; uploads of people are never shown. */
  @GetMapping("/demo/selfies/{uploadId}")
  ResponseEntity<byte[]> selfie(@PathVariable String uploadId) {
    if (!DemoService.isDemoUpload(uploadId)) {
      return ResponseEntity.notFound().build();
    }
    try {
      return ResponseEntity.ok()
          .contentType(MediaType.IMAGE_JPEG)
          .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
          .body(demo.selfie(uploadId));
    } catch (StorageException e) {
      if (e.reason() == StorageException.Reason.NOT_FOUND) {
        return ResponseEntity.notFound().build();
      }
      throw e;
    }
  }
}
