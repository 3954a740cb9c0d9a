/** Classes of single characters around names, in one table: a load instead of a search. */

export const ADVERB = 1;
/** May follow a name without a break: grammar and verbs. */
export const FOLLOWER = 2;
/** May stand before a name without a break. */
export const LEADER = 4;
/** May stand behind 王总 or 小陈: behind 总 anything else makes another word (总是, 总部, 小方块). */
export const AFTER_TITLE = 8;
/** A labelled value that begins so is a remark: 联系人：在查找, 收件人：未填写. */
export const NO_VALUE = 16;

/** Ends of 财务部, 骨科, 前端组. */
export const DESK_END = 64;
/** Ends of 今天, 上午. */
export const TIME_END = 32;

export const ADVERBS = '今昨天晚早都也还已经刚才又就一直正在仍再';
const FOLLOWERS = '的打发送寄说和与跟及在已正来去到收没不也都是了吗您你请把将被要会从向为给让找接电手微同先';
const LEADERS = '和与跟及让给找请是叫为、的向被把对由到经';
const AFTER_TITLES = '说让的和在要您你请好把给来去到找也都就已没不会吗呢,。，、；;:：!！?？ \n\t\r)）(（"\'”’】]';
const NO_VALUES = '在请未无已不没有被是将为与暂待可如若按该此其各空见同需要必须应或及所由并且仅只最';

let classes: Uint8Array | undefined;

/** Reports whether a unit is of one of the classes. */
export function isOf(unit: number, wanted: number): boolean {
  classes ??= buildClasses();
  return ((classes[unit] as number) & wanted) !== 0;
}

function buildClasses(): Uint8Array {
  const built = new Uint8Array(65536);
  const add = (units: string, bit: number): void => {
    for (let i = 0; i < units.length; i++) {
      const unit = units.charCodeAt(i);
      built[unit] = (built[unit] as number) | bit;
    }
  };
  add(ADVERBS, ADVERB);
  add(FOLLOWERS, FOLLOWER);
  add(LEADERS, LEADER);
  add(AFTER_TITLES, AFTER_TITLE);
  add(NO_VALUES, NO_VALUE);
  add('天午', TIME_END);
  add('部处科室组队班', DESK_END);
  return built;
}
