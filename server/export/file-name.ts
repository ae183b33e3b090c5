/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** Words as the name of a file that every system takes: of signs with a meaning in paths there are only spaces left. */
export function fileName(words: string): string {
  const plain = words.replace(/[<>:"/\\|?*\p{Cc}]+/gu, ' ').replace(/ {2,}/g, ' ').trim().replace(/[. ]+$/, '')
  return plain === '' ? '_' : plain.replace(DEVICE, '$&_')
}
