// Names of towns and streets as a set of fingerprints: exact text would take twice the room.
import { packAscending } from './pack.mjs';
import { readTable } from './read.mjs';
import { simplify } from './script.mjs';

/** One in this many wrong names passes; src/data/towns.ts holds the same numbers. */
const ODDS = 4;
const KINDS = /(?:街道办事处|街道办|街道|民族乡|镇|乡)$/u;
/** What else the list holds and people write in an address: farms, zones, regiments. */
const OTHERS = /..(?:场|苏木|地区|区|园|团|办事处|管委会|城|岛|矿)$/u;
const PEOPLE =
  /(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各)族/gu;
const LONGEST = 8;

export function packTowns() {
  const keys = townKeys();
  const range = keys.size * ODDS;
  const prints = new Set([...keys].map((key) => hash(key) % range));
  return `${range}!${packAscending([...prints].sort((a, b) => a - b))}`;
}

/** "大河镇" for 大河镇, 大河乡 and 大河街道 alike, since towns are raised and renamed; other names whole. */
export function townKeys() {
  const keys = new Set();
  for (const { name } of readTable('streets.tsv')) {
    if (!/^\p{Script=Han}+$/u.test(name) || name.length > LONGEST) continue;
    const kind = KINDS.exec(name)?.[0];
    const stem = kind === undefined ? '' : name.slice(0, -kind.length);
    if (kind === undefined && OTHERS.test(name)) keys.add(simplify(name));
    else for (const form of [stem, stem.replace(PEOPLE, '')]) if (form !== '') keys.add(`${simplify(form)}镇`);
  }
  return keys;
}

/** FNV-1a over UTF-16 units, as in src/data/towns.ts. */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
