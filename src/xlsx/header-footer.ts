/** Headers and footers of pages: text between codes such as `&C` (centre), `&12` (size), `&"宋体,常规"` (font). */

/** Longest first; sizes have up to three digits, and Excel puts a blank behind one where digits follow. */
const CODE = /&(?:"[^"]{0,128}"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z&])/g;

export function maskHeaderFooter(text: string, mask: (text: string) => string): string {
  let out = '';
  let from = 0;
  const put = (piece: string): void => {
    const masked = piece === '' ? piece : mask(piece);
    out += masked === piece ? piece : masked.replaceAll('&', '&&');
  };
  for (const { index, 0: code } of text.matchAll(CODE)) {
    put(text.slice(from, index));
    out += code;
    from = index + code.length;
  }
  put(text.slice(from));
  return out;
}
