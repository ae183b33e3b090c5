/**
 * Fetches a file from the server and saves it under the server's name.
 * @returns the server's warnings about the file: errors on its slides, and missing polls
 * @throws Error with the server's message, or if it doesn't answer
 */
export async function download(path: string, fallbackName: string): Promise<string[]> {
  const response = await fetch(path).catch(() => {
    throw new Error('The workshop server does not answer. Is it running?')
  })
  if (!response.ok)
    throw new Error(await wordsOf(response))
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: name ?? fallbackName })
  link.click()
  // Some browsers start reading after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return JSON.parse(decodeURIComponent(response.headers.get('Workshop-Warnings') ?? '[]'))
}

async function wordsOf(response: Response): Promise<string> {
  const isText = response.headers.get('Content-Type')?.startsWith('text/plain')
  const text = isText ? (await response.text()).trim() : ''
  return text || `The server answered ${response.status} ${response.statusText}.`
}
