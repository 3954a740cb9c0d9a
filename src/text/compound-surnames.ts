/** Surnames of two characters: what may be shown of a name is counted from where its given name begins. */

/** Those in use, simplified and traditional; the first fifteen after the name report of the Ministry of Public Security. */
const COMPOUNDS =
  '欧阳歐陽上官皇甫令狐诸葛諸葛司徒司马司馬申屠夏侯贺兰賀蘭完颜完顏慕容尉迟尉遲长孙長孫独孤獨孤南宫南宮端木东方東方公孙公孫轩辕軒轅宇文澹台澹臺' +
  '闻人聞人钟离鍾離东郭東郭百里呼延濮阳濮陽公冶太叔仲孙仲孫鲜于鮮于闾丘閭丘司空亓官赫连赫連拓跋';

/** How many characters the surname of a Chinese name takes: 2 for 欧阳建国, else 1. */
export function surnameLength(name: string): number {
  const at = name.length < 3 ? -1 : COMPOUNDS.indexOf(name.slice(0, 2));
  return at >= 0 && at % 2 === 0 ? 2 : 1;
}
