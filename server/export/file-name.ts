/** Names that Windows reserves for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** A file name that is valid on every system: characters with a meaning in paths become spaces. */
export function fileName(words: string): string {
  const plain = words.replace(/[<>:"/\\|?*\p{Cc}]+/gu, ' ').replace(/ {2,}/g, ' ').trim().replace(/[. ]+$/, '')
  return plain === '' ? '_' : plain.replace(DEVICE, '$&_')
}
