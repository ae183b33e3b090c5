import type { Page } from 'playwright-chromium'

/** What a site is made of: a print page without its scripts. */
export interface Frozen {
  title: string
  lang: string
  /** The slides, as the page has drawn them. */
  slides: string
  /** All styles of the page. Fonts and pictures are in them as data. */
  css: string
  /** One for each slide, in their order; empty where a slide has no heading. `isFirst`: of the first level. */
  headings: { text: string, isFirst: boolean }[]
}

/**
 * Reads the drawn slides out of a print page. What comes from its own host is put in as data, so that nothing has to be fetched
 * any more. The page stays as it is.
 */
export async function freeze(page: Page): Promise<Frozen> {
  return page.evaluate(frozenPage)
}

/** Runs in the page, so it can't use anything from this module. */
async function frozenPage(): Promise<Frozen> {
  const container = document.getElementById('print-container')!
  const copy = container.cloneNode(true) as HTMLElement
  const fetched = new Map<string, Promise<string>>()
  const URLS = /url\((["']?)([^"')]*)\1\)/g
  const loaded = new Set(performance.getEntriesByType('resource').map(({ name }) => name))

  /** As data; unchanged where it comes from another host, or is not there. */
  function asData(url: string): Promise<string> {
    if (!url.startsWith(`${location.origin}/`))
      return Promise.resolve(url)
    let data = fetched.get(url)
    if (!data) {
      data = fetch(url).then(async (response) => {
        const blob = await response.blob()
        return response.ok ? new Promise<string>(resolve => Object.assign(new FileReader(), { onload: ({ target }: ProgressEvent<FileReader>) => resolve(target!.result as string) }).readAsDataURL(blob)) : url
      }).catch(() => url)
      fetched.set(url, data)
    }
    return data
  }

  /** Most subsets of a typeface have no letter of the slides, and were never loaded. */
  function isUsed(face: string, base: string): boolean {
    return [...face.matchAll(URLS)].some(([, , url]) => loaded.has(new URL(url!, base).href))
  }

  async function withData(css: string, base: string): Promise<string> {
    const used = css.replace(/@font-face\s*\{[^}]*\}/g, face => isUsed(face, base) ? face : '')
    const urls = new Set([...used.matchAll(URLS)].map(([, , url]) => url!).filter(url => !/^(?:data:|#)/.test(url)))
    const data = new Map(await Promise.all([...urls].map(async url => [url, await asData(new URL(url, base).href)] as const)))
    return used.replace(URLS, (whole, _, url) => data.has(url) ? `url("${data.get(url)}")` : whole)
  }

  /** As it was written: what the browser would write drops shorthands that contain variables. */
  async function cssOf(sheet: CSSStyleSheet): Promise<string> {
    if (sheet.href !== null)
      return withData(await fetch(sheet.href).then(response => response.text()).catch(() => ''), sheet.href)
    return withData(sheet.ownerNode?.textContent || [...sheet.cssRules].map(({ cssText }) => cssText).join('\n'), location.href)
  }

  // What a copy of an element doesn't have: the picture of a canvas, and what is in a shadow root.
  const [drawn, copied] = [container, copy].map(element => [...element.querySelectorAll<HTMLElement>('*')])
  drawn!.forEach((element, index) => {
    const twin = copied![index]!
    if (element instanceof HTMLCanvasElement)
      twin.replaceWith(Object.assign(new Image(), { src: element.toDataURL(), width: element.clientWidth, height: element.clientHeight, className: element.className }))
    if (element instanceof HTMLImageElement)
      (twin as HTMLImageElement).src = element.currentSrc || element.src
    if (element.shadowRoot) {
      const template = document.createElement('template')
      template.setAttribute('shadowrootmode', 'open')
      template.innerHTML = element.shadowRoot.innerHTML
      twin.prepend(template)
    }
  })
  copy.querySelectorAll('script, noscript, iframe, object, embed, link, audio, video').forEach(element => element.remove())
  await Promise.all([...copy.querySelectorAll<HTMLElement>('*')].map(async (element) => {
    for (const { name } of [...element.attributes]) {
      if (name.startsWith('on') || ['srcset', 'loading', 'contenteditable', 'frontmatter'].includes(name))
        element.removeAttribute(name)
    }
    if (element instanceof HTMLImageElement)
      element.src = await asData(element.src)
    const style = element.getAttribute('style')
    if (style?.includes('url('))
      element.setAttribute('style', await withData(style, location.href))
  }))
  const slides = [...copy.querySelectorAll<HTMLElement>('.print-slide-container')]
  slides.forEach((slide, index) => slide.id = `slide-${index + 1}`)
  const css = await Promise.all([...document.styleSheets, ...document.adoptedStyleSheets].map(cssOf))
  return {
    title: document.title,
    lang: document.documentElement.lang,
    slides: copy.outerHTML,
    css: css.join('\n'),
    headings: slides.map((slide) => {
      const heading = slide.querySelector('h1, h2, h3')
      return { text: heading?.textContent.replace(/\s+/g, ' ').trim() ?? '', isFirst: heading?.matches('h1') ?? false }
    }),
  }
}
