// Calls of our own API. A refusal becomes a Problem, with what problem+json says.
import { lang, t, has } from './words.js';

const LONGEST_MS = 60_000;

export class Problem extends Error {
  /**
   * @param status HTTP status; 0 when nobody answered
   * @param body what problem+json says, or {}
   * @param retryAfter seconds to wait, or null
   */
  constructor(status, body, retryAfter) {
    super(body.detail ?? body.title ?? `status ${status}`);
    this.status = status;
    this.code = body.code ?? '';
    this.detail = body.detail ?? '';
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.retryAfter = retryAfter;
  }
}

async function problem(response) {
  const body = await response.json().catch(() => ({}));
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new Problem(response.status, body ?? {}, Number.isNaN(wait) ? null : wait);
}

/** The JSON of an answer, or null where there is none. */
export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        Accept: 'application/json, application/problem+json',
        'Accept-Language': lang,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
  } catch {
    throw new Problem(0, {}, null);
  }
  if (!response.ok) {
    throw await problem(response);
  }
  if (response.status === 204) {
    return null;
  }
  return response.json().catch(() => {
    throw new Problem(0, {}, null);
  });
}

/** As call, but null for what is not there or not for us. */
export async function find(path) {
  try {
    return await call('GET', path);
  } catch (error) {
    if (error instanceof Problem && [401, 403, 404].includes(error.status)) {
      return null;
    }
    throw error;
  }
}

/** The pseudonym of this visit, or null when there is no visit. */
export async function visitor() {
  const visit = await find('/visit');
  return visit?.subject_id ?? null;
}

/** The pseudonym of this visit; begins one where there is none. */
export async function visit() {
  const subject = await visitor();
  if (subject) {
    return subject;
  }
  await call('POST', '/visit');
  const fresh = await visitor();
  if (!fresh) {
    throw new Problem(401, { code: 'no_cookie' }, null);
  }
  return fresh;
}

/** A problem in human words. */
export function explain(error) {
  if (!(error instanceof Problem)) {
    throw error;
  }
  if (error.status === 429) {
    return error.retryAfter ? t('error.429_after', { seconds: error.retryAfter }) : t('error.429');
  }
  for (const key of [`error.${error.status}_${error.code}`, `error.${error.status}`]) {
    if (has(key)) {
      return t(key);
    }
  }
  return error.status >= 500 ? t('error.500') : t('error.other', { detail: error.detail || error.status });
}
