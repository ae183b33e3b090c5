import type * as Render from '../../../client/phone/render.ts'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pageAt } from '../../build/page-at.ts'
import { checkBuilt } from '../built-pages.ts'

type Renderer = typeof Render

/** What a build makes of the phone's page: its renderer, and the page. */
export interface BuiltPhone extends Renderer {
  /** The page with nothing drawn in it. */
  template: string
  /** Where its files are, such as `/bcdfgh/`. */
  base: string
  /** Its inline scripts, as a Content-Security-Policy names them. */
  scripts: string[]
}

/**
 * Reads the phone's page of a build when it is first asked for.
 * @param dist the folder of the build
 * @param path where it is served, such as `/bcdfgh`
 * @param onFault told of pages that are gone
 * @throws UserError when they are
 */
export function phoneOf(dist: string, path: string, onFault: (error: unknown) => void): () => Promise<BuiltPhone> {
  const file = join(dist, 'phone', 'index.html')
  let built: Promise<BuiltPhone> | undefined
  return async () => {
    checkBuilt(file, onFault)
    return built ??= readPhone(file, join(dist, 'phone-server', 'render.js'), path)
  }
}

async function readPhone(templatePath: string, renderPath: string, path: string): Promise<BuiltPhone> {
  const renderer = await import(pathToFileURL(renderPath).href) as Renderer
  const base = `${path}/`
  const template = pageAt(readFileSync(templatePath, 'utf8'), { place: path, base })
  const scripts = [...template.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`)
  return { ...renderer, template, base, scripts }
}
