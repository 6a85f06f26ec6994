package io.dermaflow.scheduler.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.LocaleResolver;

class SkinPagesTest {

  private static final WebApplicationContextRunner WEB =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DispatcherServletAutoConfiguration.class,
                  WebMvcAutoConfiguration.class,
                  ThymeleafAutoConfiguration.class,
                  MessageSourceAutoConfiguration.class))
          .withUserConfiguration(PagesConfiguration.class, SkinPages.class);

  @Test
  void areServedInTheLanguageThatIsAskedForWithTheirFiles() {
    WEB.run(
        context -> {
          MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).build();
          for (String page : new String[] {"/skin", "/skin/result", "/skin/data"}) {
            mvc.perform(get(page).param("lang", "ms").header("Accept-Language", "en"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("text/html;charset=UTF-8"))
                .andExpect(content().string(containsString("bukan nasihat perubatan")));
          }
          mvc.perform(get("/skin").header("Accept-Language", "de"))
              .andExpect(content().string(containsString("Get to know your skin")));
          for (String file : new String[] {"survey.js", "skin.css", "icon.svg"}) {
            mvc.perform(get("/skin/assets/" + file)).andExpect(status().isOk());
          }
        });
  }

  @Test
  void bringNothingIntoCommands() {
    new ApplicationContextRunner()
        .withUserConfiguration(PagesConfiguration.class)
        .run(context -> assertThat(context).doesNotHaveBean(LocaleResolver.class));
  }
}
