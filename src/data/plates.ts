import { PLATES } from './plates.gen.ts';

/** Province character -> one bit per letter. */
let letters: ReadonlyMap<number, number> | undefined;

/** Reports whether a province character and a capital letter (as UTF-16 units) begin a plate: 鄂 and A. */
export function isPlatePrefix(provinceUnit: number, letterUnit: number): boolean {
  letters ??= buildLetters();
  if (letterUnit < 65 || letterUnit > 90) return false;
  return (((letters.get(provinceUnit) ?? 0) >>> (letterUnit - 65)) & 1) === 1;
}

/** Reports whether a unit is the province character of plates (京 津 冀 …). */
export function isPlateProvince(unit: number): boolean {
  letters ??= buildLetters();
  return letters.has(unit);
}

function buildLetters(): Map<number, number> {
  const built = new Map<number, number>();
  let province = 0;
  for (let i = 0; i < PLATES.length; i++) {
    const unit = PLATES.charCodeAt(i);
    if (unit > 90) province = unit;
    else built.set(province, (built.get(province) ?? 0) | (1 << (unit - 65)));
  }
  return built;
}
