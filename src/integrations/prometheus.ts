/** The text format of Prometheus. */

/** A value between the quotes of a label. */
export function escapeLabel(text: string): string {
  return text.replace(/[\\"\n]/g, (unit) => (unit === '\n' ? '\\n' : `\\${unit}`));
}
