import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { terminalQr } from '../../../server/cli/terminal-qr.ts'

const URL = 'http://192.168.178.34:4321'

type Rgb = readonly [number, number, number]

interface Terminal {
  paper: Rgb
  ink: Rgb
  /** Colours 0 and 15, which a theme is free to choose. */
  black: Rgb
  brightWhite: Rgb
}

const TERMINALS: Record<string, Terminal> = {
  'a dark one': { paper: [0, 0, 0], ink: [204, 204, 204], black: [0, 0, 0], brightWhite: [255, 255, 255] },
  'a light one': { paper: [255, 255, 255], ink: [0, 0, 0], black: [0, 0, 0], brightWhite: [255, 255, 255] },
  'Solarized Light': { paper: [253, 246, 227], ink: [101, 123, 131], black: [7, 54, 66], brightWhite: [253, 246, 227] },
}
/** Its colour 0 is the paper, and its colour 15 the ink. */
const GRUVBOX_LIGHT: Terminal = { paper: [251, 241, 199], ink: [60, 56, 54], black: [251, 241, 199], brightWhite: [60, 56, 54] }

const HALVES: Record<string, [upper: boolean, lower: boolean]> = { ' ': [false, false], '▀': [true, false], '▄': [false, true], '█': [true, true] }
/** Pixels of a square. */
const SIDE = 4
/** Of the terminal's paper around the code. */
const AROUND = 3

/** The colours that a terminal draws of a line, in squares of its upper and of its lower half. */
function squares(line: string, terminal: Terminal): [upper: Rgb[], lower: Rgb[]] {
  let { ink, paper } = terminal
  const rows: [Rgb[], Rgb[]] = [[], []]
  for (const [, codes, character] of line.replaceAll('\x1B', 'ESC').matchAll(/ESC\[([\d;]*)m|(.)/gu)) {
    if (character === undefined) {
      ({ ink, paper } = coloured(codes!, { ink, paper }, terminal))
      continue
    }
    HALVES[character]!.forEach((drawn, half) => rows[half]!.push(drawn ? ink : paper))
  }
  return rows
}

function coloured(codes: string, now: { ink: Rgb, paper: Rgb }, { ink, paper, black, brightWhite }: Terminal): { ink: Rgb, paper: Rgb } {
  switch (codes) {
    case '0': return { ink, paper }
    case '30;107': return { ink: black, paper: brightWhite }
    // The cube of 256 colours is the same everywhere.
    case '38;5;16;48;5;231': return { ink: [0, 0, 0], paper: [255, 255, 255] }
    default: throw new Error(`unknown colours after ${JSON.stringify(now)}: ${codes}`)
  }
}

/** What a camera reads, one that knows dark on light alone or both. */
function read(lines: readonly string[], terminal: Terminal, inversionAttempts: 'dontInvert' | 'attemptBoth'): string | undefined {
  const rows = lines.flatMap(line => squares(line, terminal))
  const width = (rows[0]!.length + 2 * AROUND) * SIDE
  const height = (rows.length + 2 * AROUND) * SIDE
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [Math.floor(at % width / SIDE) - AROUND, Math.floor(at / width / SIDE) - AROUND]
    pixels.set([...rows[y]?.[x] ?? terminal.paper, 255], at * 4)
  }
  return jsQR(pixels, width, height, { inversionAttempts })?.data
}

describe('the QR code of the terminal', () => {
  it.each(Object.entries(TERMINALS))('is dark on light on %s, in 16 colours and in 256', (_, terminal) => {
    expect([4, 8, 24].map(depth => read(terminalQr(URL, depth), terminal, 'dontInvert'))).toEqual([URL, URL, URL])
  })

  it('does not depend on a theme that swaps black and white, with 256 colours', () => {
    expect(read(terminalQr(URL, 8), GRUVBOX_LIGHT, 'dontInvert')).toBe(URL)
  })

  it('has no colour codes if the terminal shows none', () => {
    const lines = terminalQr(URL, 1)
    expect(lines.join('')).not.toContain('\x1B')
    expect(read(lines, TERMINALS['a dark one']!, 'dontInvert')).toBe(URL)
  })
})
