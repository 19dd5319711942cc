import { isFree } from './is-free.js'

// G and then a letter go to a place of the main navigation, whose links name theirs in data-go.
const patience = 1500
let pressedAt = Number.NEGATIVE_INFINITY

document.addEventListener(
  'keydown',
  (event) => {
    const waits = event.timeStamp - pressedAt < patience
    pressedAt = Number.NEGATIVE_INFINITY
    if (!isFree(event) || event.shiftKey || event.key.length > 1) return
    if (waits) document.querySelector(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`)?.click()
    else if (event.key.toLowerCase() === 'g') pressedAt = event.timeStamp
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  },
  true,
)
