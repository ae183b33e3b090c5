/** A4, three cards to a row, eight rows to a page. On the screen the cards are paper on whatever the theme is. */
export const seatsStyle = `
  :root { color-scheme: light dark; --paper: #f3f1eb; --ink: #141311 }
  @media (prefers-color-scheme: dark) { :root { --paper: #131210; --ink: #f3f0e8 } }
  * { box-sizing: border-box; margin: 0; padding: 0 }
  body { background: var(--paper); color: var(--ink); font: 1rem/1.4 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif }
  main { max-width: calc(190mm + 2rem); margin: 2rem auto; padding: 0 1rem }
  header { padding: 0 0 1.5rem }
  h1 { font-size: 2.25rem; line-height: 1.1; letter-spacing: -0.02em }
  header p { max-width: 42rem; margin-top: 0.75rem }
  ol { display: grid; grid-template-columns: repeat(auto-fill, 63mm); list-style: none }
  li { position: relative; display: grid; grid-template: auto auto auto / 28mm 1fr; column-gap: 2mm; align-content: center; height: 34.5mm; padding: 0 2mm; background: #fff; color: #000; margin: 0 -0.25mm -0.25mm 0; border: 0.25mm dashed #777; break-inside: avoid; font-size: 3mm; line-height: 1.25 }
  svg { grid-row: 1 / 4; align-self: center; width: 28mm }
  li p { min-width: 0 }
  .code { padding: 1.5mm 0; font: 700 5.4mm/1 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; letter-spacing: -0.02em; white-space: nowrap }
  .address { font-size: 3.1mm }
  .address[data-long] { font-size: 2.5mm }
  .part { display: inline-block; max-width: 100%; overflow-wrap: anywhere }
  .part + .part { white-space: nowrap }
  form { position: absolute; inset: 0 auto 0 0; display: grid; width: 31mm; gap: 2mm; align-content: center; justify-items: center; background: rgb(255 255 255 / 0.9) }
  form span, button { font: 700 1rem/1 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif }
  button { min-height: 2.75rem; padding: 0 1rem; border: 2px solid #000; background: #000; color: #fff }
  @media print {
    @page { size: A4; margin: 10mm }
    body { background: none }
    main { max-width: none; margin: 0; padding: 0 }
    ol { grid-template-columns: repeat(3, 1fr); padding: 0 0.25mm 0.25mm 0 }
    header, form { display: none }
  }
`
