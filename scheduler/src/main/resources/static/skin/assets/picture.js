// What a chosen file is, and whether we take it.
export const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

const text = (bytes, from, to) => String.fromCharCode(...bytes.slice(from, to));

/** The type by the first bytes, whatever the name says; null when we do not take it. */
export async function typeOf(blob) {
  const bytes = new Uint8Array(await blob.slice(0, 12).arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
    return 'image/jpeg';
  }
  if (text(bytes, 1, 4) === 'PNG' && bytes[0] === 0x89) {
    return 'image/png';
  }
  return text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP' ? 'image/webp' : null;
}

/**
 * Checks a picture before it is sent.
 *
 * @returns {Promise<{type: string}|{error: string}>} the error is the key of its words
 */
export async function check(blob, mostBytes) {
  if (blob.size === 0) {
    return { error: 'picture.empty' };
  }
  if (blob.size > mostBytes) {
    return { error: 'picture.too_large' };
  }
  const type = await typeOf(blob).catch(() => null);
  return type ? { type } : { error: 'picture.wrong_type' };
}
