package io.dermaflow.datasets.rendered;

/**
 * Everything that decides a rendered selfie. Lengths are fractions of the picture's side.
 *
 * @param textureSeed seed of what is scattered: pores, lesions, strands, noise
 * @param monkTone 1 (lightest) to 10 (darkest) of the Monk Skin Tone scale
 * @param skin signs on the skin
 * @param centreX centre of the face, from the left
 * @param centreY centre of the face, from the top
 * @param halfWidth half the width of the face
 * @param elongation height of the face over its width
 * @param jaw how much the face narrows to the chin, 0 to 0.3
 * @param roll head tilt, radians, clockwise
 * @param yaw how far the features move sideways, as a fraction of the half width
 * @param lightX direction of the light, -1 from the left to 1 from the right
 * @param lightY direction of the light, -1 from above to 1 from below
 * @param lightStrength share of directed light, 0 to 1
 * @param exposure factor on all brightness
 * @param warmth colour temperature of the light, -1 cold to 1 warm
 * @param hair colour of the hair, 0xRRGGBB
 * @param hairLength 0 short to 1 long
 * @param fringe how far the hair comes down the forehead, 0 to 1
 * @param background colours of the background, 0xRRGGBB, top and bottom
 * @param backgroundBottom see {@code background}
 * @param clothes colour of the clothes, 0xRRGGBB
 * @param blur radius of the blur, fraction of the side
 * @param noise standard deviation of the sensor noise, 0..255
 * @param jpegQuality 1..100
 */
public record SelfieSpec(
    long textureSeed,
    int monkTone,
    SkinState skin,
    double centreX,
    double centreY,
    double halfWidth,
    double elongation,
    double jaw,
    double roll,
    double yaw,
    double lightX,
    double lightY,
    double lightStrength,
    double exposure,
    double warmth,
    int hair,
    double hairLength,
    double fringe,
    int background,
    int backgroundBottom,
    int clothes,
    double blur,
    double noise,
    int jpegQuality) {}
