/** JSON in base64 (RFC 4648, both alphabets): opened and closed again in the same form. */

/** How `{"`, `[{`, `["` and the like begin in base64. */
const OPENS_JSON = /^(?:e[wyz3]|W[y13s])[A-Za-z0-9+/_-]{10,}={0,2}$/u;

/** What browsers, edge runtimes and Node all have. */
const platform = globalThis as unknown as {
  atob(text: string): string;
  btoa(binary: string): string;
  readonly TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
};

/** The text in it; undefined when it is no base64 of UTF-8 that could be JSON. */
export function decodeBase64(text: string): string | undefined {
  if (!OPENS_JSON.test(text)) return undefined;
  try {
    const binary = platform.atob(text.replace(/-/gu, '+').replace(/_/gu, '/'));
    const bytes = Uint8Array.from(binary, (unit) => unit.charCodeAt(0));
    return new platform.TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** In the alphabet and with the padding of `like`. */
export function encodeBase64(text: string, like: string): string {
  let binary = '';
  for (const byte of new platform.TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  const base64 = platform.btoa(binary);
  const padded = like.endsWith('=') || like.length % 4 === 0 ? base64 : base64.replaceAll('=', '');
  return /[-_]/u.test(like) ? padded.replace(/\+/gu, '-').replace(/\//gu, '_') : padded;
}
