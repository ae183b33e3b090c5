import { parseSetCookie, stringifyCookie } from 'cookie'
import { ACCOUNT_COOKIE } from './provider.ts'

interface Cookie {
  host: string
  path: string
  name: string
  value: string
}

export interface Page {
  /** Where the redirects ended. */
  url: string
  status: number
  headers: Headers
  text: string
}

/** Somebody with a browser: it keeps cookies and follows redirects. */
export interface Visitor {
  /** May be changed. */
  cookies: Cookie[]
  /** A single request. */
  request: (url: string, init?: RequestInit) => Promise<Response>
  open: (url: string, init?: RequestInit) => Promise<Page>
  /** Follows redirects up to an address, which is returned and not opened. */
  openUpTo: (address: string, url: string) => Promise<URL>
}

/** @param account who signs in at the provider */
export function createVisitor(account: string): Visitor {
  const cookies: Cookie[] = [{ host: 'localhost', path: '/', name: ACCOUNT_COOKIE, value: account }]

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const { hostname, pathname } = new URL(url)
    const sent = visitor.cookies.filter(({ host, path }) => host === hostname && isBelow(pathname, path))
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: stringifyCookie(Object.fromEntries(sent.map(({ name, value }) => [name, value]))) } })
    for (const line of response.headers.getSetCookie()) {
      const { name, value = '', path = '/', maxAge, expires } = parseSetCookie(line)
      visitor.cookies = visitor.cookies.filter(cookie => !(cookie.host === hostname && cookie.name === name && cookie.path === path))
      if (maxAge !== 0 && !(expires && expires.getTime() <= Date.now()))
        visitor.cookies.push({ host: hostname, path, name, value })
    }
    return response
  }

  /** Returns null for a page that is not opened. */
  async function follow(url: string, init: RequestInit, isEnd: (url: string) => boolean): Promise<{ url: string, page: Page | null }> {
    if (isEnd(url))
      return { url, page: null }
    const response = await request(url, init)
    const location = response.headers.get('location')
    if (location !== null)
      return follow(new URL(location, url).href, {}, isEnd)
    const { status, headers } = response
    const text = await response.text()
    const form = submittedForm(text)
    return form ? follow(form.action, { method: 'POST', body: form.fields }, isEnd) : { url, page: { url, status, headers, text } }
  }

  const visitor: Visitor = {
    cookies,
    request,
    open: async (url, init = {}) => (await follow(url, init, () => false)).page!,
    async openUpTo(address, url) {
      const end = await follow(url, {}, each => each.startsWith(address))
      if (end.page)
        throw new Error(`The redirects ended at ${end.url}: ${end.page.text}`)
      return new URL(end.url)
    },
  }
  return visitor
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** A form that a script submits at once, as the provider's when it changes accounts. */
function submittedForm(page: string): { action: string, fields: URLSearchParams } | null {
  if (!page.includes('document.forms[0].submit()'))
    return null
  const inputs = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return { action: /<form method="post" action="([^"]*)"/.exec(page)![1]!, fields: new URLSearchParams([...inputs].map(([, name, value]) => [name!, value!])) }
}
