// The camera of the device: what is seen in the frame is what is taken.
const QUALITY = 0.92;

export class Camera {
  #video;
  #stream = null;

  constructor(video) {
    this.#video = video;
  }

  static available() {
    return typeof navigator.mediaDevices?.getUserMedia === 'function';
  }

  /** Opens the camera at the front; rejects when there is none or the person says no. */
  async open() {
    this.#stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 1280 } },
    });
    this.#video.srcObject = this.#stream;
    await this.#video.play();
  }

  /** A JPEG of the middle of the frame, in the shape in which it is shown. */
  async shoot() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const shape = this.#video.clientWidth / this.#video.clientHeight;
    const cutWidth = Math.min(width, Math.round(height * shape));
    const cutHeight = Math.min(height, Math.round(width / shape));
    const canvas = document.createElement('canvas');
    canvas.width = cutWidth;
    canvas.height = cutHeight;
    canvas
      .getContext('2d')
      .drawImage(
        this.#video,
        (width - cutWidth) / 2,
        (height - cutHeight) / 2,
        cutWidth,
        cutHeight,
        0,
        0,
        cutWidth,
        cutHeight,
      );
    return new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('no picture'))),
        'image/jpeg',
        QUALITY,
      ),
    );
  }

  close() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
  }
}
