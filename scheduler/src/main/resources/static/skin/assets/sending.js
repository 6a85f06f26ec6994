// One picture on its way: a place, the picture, the analysis. What went well is not done twice.
import { call, Problem, visit } from './api.js';

const LONGEST_MS = 120_000;

/** The storage did not take the picture: `expired`, `refused` or `network`. */
export class NotSent extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

function put(ticket, blob, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', ticket.url);
    request.setRequestHeader('Content-Type', ticket.content_type);
    request.timeout = LONGEST_MS;
    request.upload.onprogress = (event) =>
      event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve();
      } else {
        reject(new NotSent(request.status === 403 ? 'expired' : 'refused'));
      }
    };
    // A signature that expired is often answered without CORS: then this is all that is told.
    request.onerror = () => reject(new NotSent('network'));
    request.ontimeout = () => reject(new NotSent('network'));
    request.send(blob);
  });
}

export class Sending {
  #blob;
  #type;
  #id = null;
  #survey = '';
  #arrived = false;

  constructor(blob, type) {
    this.#blob = blob;
    this.#type = type;
  }

  /** Whether it is of this picture. */
  isOf(blob) {
    return this.#blob === blob;
  }

  /**
   * Sends what is not there yet and has it looked at.
   *
   * @param survey the answers
   * @param step told `visit`, `place`, `send` with a share from 0 to 1, or `analyze`
   * @returns {Promise<string>} the id of the upload
   */
  async go(survey, step) {
    step('visit', 0);
    const subject = await visit();
    const said = JSON.stringify(survey);
    let ticket = null;
    step('place', 0);
    if (this.#id === null) {
      ticket = await call('POST', '/v1/uploads', {
        subject_id: subject,
        ...this.#described(),
        survey,
      });
      this.#id = ticket.upload_id;
    } else {
      if (this.#survey !== said) {
        await call('PUT', `/v1/uploads/${encodeURIComponent(this.#id)}/survey`, survey);
      }
      if (!this.#arrived) {
        ticket = await this.#renew();
      }
    }
    this.#survey = said;
    if (!this.#arrived) {
      step('send', 0);
      await put(ticket, this.#blob, (share) => step('send', share));
      this.#arrived = true;
    }
    step('analyze', 0);
    return this.#analyze();
  }

  #described() {
    return { content_type: this.#type, content_length: this.#blob.size };
  }

  #renew() {
    return call('POST', `/v1/uploads/${encodeURIComponent(this.#id)}/url`, this.#described());
  }

  async #analyze() {
    try {
      await call('POST', '/v1/analyze', { upload_id: this.#id });
    } catch (error) {
      if (error instanceof Problem && error.status === 409) {
        this.#arrived = false;
      }
      throw error;
    }
    return this.#id;
  }
}
