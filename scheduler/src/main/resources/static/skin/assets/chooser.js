// Choosing a picture: by camera, or by file; the one that is chosen is shown.
import { announce, byId } from './dom.js';
import { Camera } from './camera.js';
import { check } from './picture.js';
import { t } from './words.js';

export class Chooser {
  #mostBytes;
  #complain;
  #camera = new Camera(byId('video'));
  #address = null;

  /** The picture that was chosen: `{blob, type}`, or null. */
  picture = null;

  /**
   * @param mostBytes most bytes that are taken
   * @param complain told what is wrong with a picture, or null when nothing is any more
   */
  constructor(mostBytes, complain) {
    this.#mostBytes = mostBytes;
    this.#complain = complain;
    byId('use-camera').addEventListener('click', () => this.#open());
    byId('shoot').addEventListener('click', () => this.#shoot());
    byId('close-camera').addEventListener('click', () => this.#close(true));
    byId('remove').addEventListener('click', () => this.#remove());
    for (const input of [byId('file'), byId('native-camera')]) {
      input.addEventListener('change', () => this.#chosen(input));
    }
    byId('camera').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#close(true);
      }
    });
    addEventListener('pagehide', () => this.#close(false));
  }

  async #open() {
    if (!Camera.available()) {
      this.#withoutCamera();
      return;
    }
    byId('camera').hidden = false;
    byId('ways').hidden = true;
    byId('shoot').disabled = true;
    try {
      await this.#camera.open();
      byId('shoot').disabled = false;
      byId('shoot').focus();
    } catch {
      this.#close(false);
      this.#withoutCamera();
    }
  }

  /** The device's own camera app may still do it, and a file always does. */
  #withoutCamera() {
    byId('no-camera').hidden = false;
    byId('native-way').hidden = false;
    byId('use-camera').hidden = true;
    byId('native-camera').focus();
    announce(byId('no-camera').textContent);
  }

  async #shoot() {
    try {
      const blob = await this.#camera.shoot();
      this.#close(false);
      await this.#take(blob);
    } catch {
      this.#close(false);
      this.#withoutCamera();
    }
  }

  #close(focus) {
    this.#camera.close();
    byId('camera').hidden = true;
    byId('ways').hidden = this.picture !== null;
    if (focus && this.picture === null) {
      byId('use-camera').focus();
    }
  }

  async #chosen(input) {
    const [file] = input.files;
    input.value = ''; // the same file may be chosen again
    if (file) {
      await this.#take(file);
    }
  }

  async #take(blob) {
    const found = await check(blob, this.#mostBytes);
    if (found.error) {
      this.#complain(t(found.error, { most: Math.floor(this.#mostBytes / 1048576) }));
      return;
    }
    this.#complain(null);
    this.picture = { blob, type: found.type };
    this.#forgetAddress();
    this.#address = URL.createObjectURL(blob);
    byId('preview-image').src = this.#address;
    byId('preview').hidden = false;
    byId('ways').hidden = true;
    byId('remove').focus();
    announce(t('picture.chosen'));
  }

  #remove() {
    this.picture = null;
    this.#forgetAddress();
    byId('preview-image').removeAttribute('src');
    byId('preview').hidden = true;
    byId('ways').hidden = false;
    (byId('use-camera').hidden ? byId('file') : byId('use-camera')).focus();
    announce(t('picture.removed'));
  }

  #forgetAddress() {
    if (this.#address) {
      URL.revokeObjectURL(this.#address);
      this.#address = null;
    }
  }
}
