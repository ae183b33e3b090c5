/* One slide at a time: arrow keys, the bar, the address. Without this, the page scrolls. */
const root = document.documentElement
const slides = [...document.querySelectorAll('.print-slide-container')]
const contents = document.querySelector('.site-contents')
const place = document.querySelector('.site-place')
const bar = document.querySelector('.site-bar')
let current = 0

function show(index, isInAddress = true) {
  current = Math.min(Math.max(index, 0), slides.length - 1)
  slides.forEach((slide, other) => slide.classList.toggle('site-current', other === current))
  place.textContent = `${current + 1} / ${slides.length}`
  if (isInAddress)
    history.replaceState(null, '', `#slide-${current + 1}`)
}

/* What the address names; undefined where that can't be read, as in `#%`. */
function nameInAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1))
  }
  catch {}
}

/* The slide that an address is on, or in. */
function showAddress() {
  const target = document.getElementById(nameInAddress())
  const index = slides.indexOf(target?.closest('.print-slide-container'))
  show(index === -1 ? current : index, false)
  scrollTo(0, 0)
}

function fit() {
  const { offsetWidth, offsetHeight } = slides[current]
  const [width, height] = [root.clientWidth, innerHeight - bar.offsetHeight]
  const scale = Math.min(width / offsetWidth, height / offsetHeight)
  root.style.setProperty('--site-scale', scale)
  root.style.setProperty('--site-left', `${(width - scale * offsetWidth) / 2}px`)
  root.style.setProperty('--site-top', `${(height - scale * offsetHeight) / 2}px`)
}

const keys = {
  'ArrowRight': () => current + 1,
  'ArrowDown': () => current + 1,
  'PageDown': () => current + 1,
  ' ': () => current + 1,
  'ArrowLeft': () => current - 1,
  'ArrowUp': () => current - 1,
  'PageUp': () => current - 1,
  'Home': () => 0,
  'End': () => slides.length - 1,
}

addEventListener('keydown', (event) => {
  const isTyped = event.altKey || event.ctrlKey || event.metaKey
  // Space presses the button that has the focus, and arrows scroll the contents.
  const isForControl = event.target.closest('.site-contents[open]') || (event.key === ' ' && event.target.closest('button, summary, a'))
  if (event.key === 'Escape')
    contents.open = false
  if (isTyped || isForControl || !Object.hasOwn(keys, event.key))
    return
  event.preventDefault()
  show(keys[event.key]())
})
document.querySelector('.site-back').addEventListener('click', () => show(current - 1))
document.querySelector('.site-next').addEventListener('click', () => show(current + 1))
contents.addEventListener('click', event => event.target.closest('a') && (contents.open = false))
addEventListener('hashchange', showAddress)
addEventListener('resize', fit)

const dark = matchMedia('(prefers-color-scheme: dark)')
function takeColours() {
  root.classList.toggle('dark', dark.matches)
  root.classList.toggle('light', !dark.matches)
}
dark.addEventListener('change', takeColours)
takeColours()
// Paper is white.
addEventListener('beforeprint', () => root.classList.replace('dark', 'light'))
addEventListener('afterprint', takeColours)

// Until now as wide as a slide, so that phones show all of it.
document.querySelector('meta[name=viewport]').content = 'width=device-width, initial-scale=1'
root.classList.add('site-one')
showAddress()
fit()
