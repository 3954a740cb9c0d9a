/**
 * A set of cue words with one meaning, compared by identity.
 *
 * `words` are separated by spaces and matched anywhere in the text. `keys` are names of fields, matched only before
 * `:`, `=` or `>` without regard to case, `_` and `-`: `receiverPhone`, `RECEIVER_PHONE` and `receiver-phone` are one key.
 * A key that begins with `~` may be the last part of a longer one: `~mobile` also stands for `buyerMobile` and `buyer.mobile`.
 */
export interface CueSet {
  readonly name: string;
  readonly words?: string;
  readonly keys?: string;
  /**
   * Sets of one track are looked for together, when a detector first asks for one of them (`hitsIn`, `cueBefore` and its
   * kin); a clean text never pays for them. Without a track, or when a detector wakes on the set, the one pass looks for it.
   */
  readonly track?: string;
  /** Latin words are looked for inside other Latin words too; else the `tel` of `hotel` is none, but the `Tel` of `userTel`. */
  readonly anywhere?: boolean;
  /** Large word lists that shall not be unpacked before a redactor is used; the hit's `word` is the index here. */
  readonly list?: () => readonly string[];
}
