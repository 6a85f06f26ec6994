package io.dermaflow.scheduler.cli;

import io.dermaflow.datasets.pictures.Inspection;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.pictures.PictureCodec.UndecodableException;
import io.dermaflow.datasets.pictures.PictureInspector;
import io.dermaflow.datasets.pictures.PictureLimits;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.Download;
import io.dermaflow.models.FaceDetector;
import io.dermaflow.models.KnownWeights;
import io.dermaflow.models.Padding;
import io.dermaflow.models.PictureFramer;
import io.dermaflow.models.Preprocessing;
import io.dermaflow.models.PretrainedWeights;
import io.dermaflow.models.PretrainedWeights.Stated;
import io.dermaflow.models.Scaling;
import io.dermaflow.models.TrunkEngine;
import io.dermaflow.models.WeightsCheck;
import io.dermaflow.models.WeightsEntry;
import io.dermaflow.models.WeightsLibrary;
import io.dermaflow.models.WeightsPurpose;
import io.dermaflow.progress.Progress;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands for pretrained weights. */
@Command(
    name = "weights",
    description = "Pretrained weights: what trainings start from, and face detectors.",
    subcommands = {
      WeightsCommands.Import.class,
      WeightsCommands.Fetch.class,
      WeightsCommands.Listing.class,
      WeightsCommands.Verify.class
    })
final class WeightsCommands extends Group {

  /** What a file does not say of its dialect. */
  static final class Dialect {
    @Option(
        names = "--padding",
        paramLabel = "P",
        description = "same (TensorFlow) or symmetric (PyTorch); default: what the format says")
    @Nullable Padding padding;

    @Option(
        names = "--scaling",
        paramLabel = "S",
        description = "signed_unit (level / 127.5 - 1) or imagenet (mean and deviation)")
    @Nullable Scaling scaling;

    @Option(
        names = "--epsilon",
        paramLabel = "E",
        description = "added to BatchNorm's variance (default: Keras 1e-3, PyTorch 1e-5)")
    @Nullable Double epsilon;

    Stated stated() {
      if (epsilon != null && !(epsilon > 0 && epsilon < 1)) {
        throw DermaflowException.usage("--epsilon " + epsilon, "between 0 and 1", "1e-3 or 1e-5");
      }
      return new Stated(padding, scaling, epsilon);
    }
  }

  private static String text(WeightsEntry w) {
    if (w.purpose() == WeightsPurpose.FACE_DETECTOR) {
      return String.format(
          Locale.ROOT, "%s: %s, face detector, %,d parameters", w.name(), w.kind(), w.parameters());
    }
    return String.format(
        Locale.ROOT,
        "%s: %s, MobileNetV2 %s, %,d parameters, %s, %s, %s",
        w.name(),
        w.kind(),
        w.width(),
        w.parameters(),
        w.padding(),
        w.scaling(),
        w.classes() == 0 ? "no classifier" : w.classes() + " classes");
  }

  private static DermaflowException unreadable(Path file, IOException e) {
    return DermaflowException.failed(
        file + " cannot be read: " + e.getMessage(), "a file that this user may read", "see above");
  }

  @Command(
      name = "import",
      description = "Take a weights file in, whatever tool made it.",
      footer = {
        "%nFormats, told by content: Keras HDF5 and .weights.h5, TFLite (float, int8), ONNX of torchvision",
        "and timm, safetensors with their names; ONNX of the face detector RFB-320, which then cuts",
        "pictures in new trainings. Pickles (.pt, .pth) run code and are never opened."
      })
  static final class Import extends PlatformCommand {
    @Parameters(paramLabel = "FILE", description = "the weights")
    Path file = Path.of("");

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "what to call them (default: the file's stem)")
    @Nullable String name;

    @Option(
        names = "--sha256",
        paramLabel = "HEX",
        defaultValue = "",
        description = "what the file's digest has to be")
    String sha256 = "";

    @Option(names = "--dry-run", description = "read and check; store nothing")
    boolean dryRun;

    @Mixin Dialect dialect = new Dialect();

    @Override
    Answer run(PlatformSession platform) {
      WeightsLibrary library = platform.get(WeightsLibrary.class);
      String called = name == null ? WeightsLibrary.nameOf(file) : name;
      try {
        if (dryRun) {
          Map<String, Object> said =
              checked(called, library.check(file, called, dialect.stated(), sha256));
          return Answer.ok(said, "Would take " + said + ". Nothing was stored.");
        }
        String source = String.valueOf(file.getFileName());
        WeightsEntry entry = library.take(file, called, dialect.stated(), sha256, source);
        return Answer.ok(entry, text(entry));
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    private static Map<String, Object> checked(String name, WeightsLibrary.Checked checked) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("name", name);
      if (checked instanceof WeightsLibrary.Checked.Trunk trunk) {
        PretrainedWeights w = trunk.weights();
        said.put("kind", w.format());
        said.put("purpose", WeightsPurpose.TRUNK);
        said.put("width", w.width());
        said.put("padding", w.padding());
        said.put("scaling", w.scaling());
        said.put("classes", w.classes());
      } else {
        said.put("kind", "onnx");
        said.put("purpose", WeightsPurpose.FACE_DETECTOR);
      }
      said.put("sha256", checked.sha256());
      said.put("parameters", checked.parameters());
      return said;
    }
  }

  @Command(
      name = "fetch",
      description = "Download weights of a known digest and take them in.",
      footer =
          "%nA download that was cut goes on where it stopped. 'weights list' names the known ones.")
  static final class Fetch extends PlatformCommand {
    @Parameters(paramLabel = "NAME", description = "name of known weights, or with --url any")
    String name = "";

    @Option(names = "--url", paramLabel = "URL", description = "where other weights lie")
    @Nullable URI url;

    @Option(names = "--sha256", paramLabel = "HEX", description = "digest of the file behind --url")
    @Nullable String sha256;

    @Mixin Dialect dialect = new Dialect();

    @Override
    Answer run(PlatformSession platform) {
      Wanted wanted = wanted();
      Path folder = platform.get(Settings.class).home().resolve("work").resolve("downloads");
      Path file = folder.resolve(wanted.sha256());
      WeightsLibrary library = platform.get(WeightsLibrary.class);
      try {
        WeightsLibrary.requireName(wanted.name());
        Files.createDirectories(folder);
        new Download(PretrainedWeights.MOST_BYTES, platform.get(Progress.class))
            .get(wanted.url(), wanted.sha256(), file);
        WeightsEntry entry =
            library.take(
                file, wanted.name(), dialect.stated(), wanted.sha256(), wanted.url().toString());
        Files.deleteIfExists(file);
        return Answer.ok(entry, text(entry) + "\n" + wanted.licence());
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    /** What is to be fetched, known or not. */
    private record Wanted(String name, URI url, String sha256, String licence) {}

    private Wanted wanted() {
      URI address = url;
      String digest = sha256;
      if (address == null && digest != null) {
        throw DermaflowException.usage(
            "--sha256 without --url", "both or none", "known weights have a pinned digest");
      }
      if (address == null) {
        return KnownWeights.named(name)
            .map(known -> new Wanted(known.name(), known.url(), known.sha256(), known.licence()))
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        "There are no known weights '" + name + "'",
                        "one of " + KnownWeights.ALL.stream().map(KnownWeights::name).toList(),
                        "name others with --url and --sha256, or import a file"));
      }
      String scheme = String.valueOf(address.getScheme());
      boolean port = address.getPort() < 65_536;
      if ((!scheme.equals("https") && !scheme.equals("http"))
          || address.getHost() == null
          || !port) {
        throw DermaflowException.usage(
            "--url " + address,
            "http://host/… or https://host/…",
            "import a file with 'weights import'");
      }
      if (digest == null || !digest.matches("[0-9a-fA-F]{64}")) {
        throw DermaflowException.usage(
            "--sha256 " + digest, "64 hex digits", "what is fetched is never trusted without");
      }
      return new Wanted(name, address, digest, "");
    }
  }

  @Command(name = "list", description = "What was taken in, and what can be fetched.")
  static final class Listing extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      List<WeightsEntry> all = platform.get(WeightsLibrary.class).list();
      List<String> lines = new ArrayList<>(all.stream().map(WeightsCommands::text).toList());
      KnownWeights.ALL.stream()
          .filter(known -> all.stream().noneMatch(w -> w.name().equals(known.name())))
          .forEach(known -> lines.add(toFetch(known)));
      return Answer.ok(all, String.join("\n", lines));
    }

    private static String toFetch(KnownWeights known) {
      String purpose = known.purpose() == WeightsPurpose.FACE_DETECTOR ? "face detector; " : "";
      return "to fetch: %s (%s%s)".formatted(known.name(), purpose, known.licence());
    }
  }

  @Command(
      name = "verify",
      description = "Show what weights see in ImageNet pictures.",
      footer = "%nWith --features the averaged features of each picture are part of --json.")
  static final class Verify extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "weights that were taken in")
    String name = "";

    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "PICTURE",
        description = "JPEG, PNG, WebP or BMP; the largest centred square is scaled to the input")
    List<Path> pictures = new ArrayList<>();

    @Option(
        names = "--size",
        paramLabel = "N",
        defaultValue = "224",
        description = "side of the input, pixels (default: 224)")
    int size;

    @Option(names = "--features", description = "say the features too")
    boolean features;

    /**
     * What was seen in a picture.
     *
     * @param picture its file
     * @param top the five most probable classes
     * @param features averaged features, or null
     */
    record Looked(String picture, List<WeightsCheck.Seen> top, float @Nullable [] features) {}

    @Override
    Answer run(PlatformSession platform) {
      if (size < 32 || size > 512 || size % 32 != 0) {
        throw DermaflowException.usage(
            "--size " + size, "a multiple of 32 from 32 to 512", "leave it out for 224");
      }
      WeightsLibrary library = platform.get(WeightsLibrary.class);
      WeightsEntry entry = library.require(name);
      List<Looked> looked = new ArrayList<>();
      try (WeightsCheck check =
          new WeightsCheck(library.load(entry), size, platform.get(TrunkEngine.class))) {
        for (Path picture : pictures) {
          byte[] pixels = pixels(platform.get(PictureCodec.class), picture);
          WeightsCheck.Answer answer = check.look(pixels);
          looked.add(
              new Looked(
                  String.valueOf(picture.getFileName()),
                  answer.top(),
                  features ? answer.features() : null));
        }
      } catch (IOException e) {
        throw unreadable(Path.of(name), e);
      }
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("name", entry.name());
      said.put("kind", entry.kind());
      said.put("sha256", entry.sha256());
      said.put("parameters", entry.parameters());
      said.put("pictures", looked);
      return Answer.ok(
          said, text(entry) + "\nstored file whole\n" + Text.lines(looked, this::line));
    }

    private String line(Looked looked) {
      StringBuilder line = new StringBuilder(looked.picture()).append(": ");
      looked
          .top()
          .forEach(
              seen ->
                  line.append(
                      String.format(Locale.ROOT, "%s %.2f, ", seen.name(), seen.probability())));
      return looked.top().isEmpty()
          ? line.append("these weights have no classifier").toString()
          : line.substring(0, line.length() - 2);
    }

    private byte[] pixels(PictureCodec codec, Path picture) throws IOException {
      if (!Files.isRegularFile(picture)) {
        throw DermaflowException.usage(
            "There is no picture " + picture,
            "a picture file",
            "the path is relative to this folder");
      }
      PictureLimits limits = PictureLimits.DEFAULT.withMinSide(1);
      if (Files.size(picture) > limits.maxBytes()) {
        throw DermaflowException.usage(
            picture + " has " + Files.size(picture) + " bytes", "at most " + limits.maxBytes(), "");
      }
      byte[] bytes = Files.readAllBytes(picture);
      Inspection inspection = PictureInspector.withBitmaps(limits).inspect(bytes);
      if (!(inspection instanceof Inspection.Accepted header)) {
        throw DermaflowException.usage(
            picture + ": " + inspection, "a JPEG, PNG, WebP or BMP picture", "convert it");
      }
      Preprocessing definition = Preprocessing.of(size, FaceDetector.NONE.name());
      try {
        PictureFramer framer = new PictureFramer(codec, FaceDetector.NONE, definition);
        return framer.pixels(bytes, header, framer.decode(bytes, header), null);
      } catch (UndecodableException e) {
        throw DermaflowException.usage(
            picture + ": " + e.getMessage(), "a picture that can be decoded", "save it anew");
      }
    }
  }
}
