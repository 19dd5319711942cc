// Ctrl or Cmd and K open the palette: articles, sources and tags by what is typed, pages and acts by their names. Without it its link leads to
// the list of articles, which searches too.
customElements.define(
  'jump-to',
  class extends HTMLElement {
    connectedCallback() {
      const [dialog, input] = [this.querySelector('dialog'), this.querySelector('input')]
      this.list = this.querySelector('[role=listbox]')
      const open = (event) => {
        event.preventDefault()
        if (!dialog.open) dialog.showModal()
        input.select()
        this.show(input.value)
      }
      this.querySelector('a').addEventListener('click', open)
      this.press = (event) => event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && open(event)
      document.addEventListener('keydown', this.press)
      input.addEventListener('input', () => this.show(input.value))
      input.addEventListener('keydown', (event) => this.move(event))
      dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
      this.querySelector('form').addEventListener('submit', (event) => {
        if (!this.chosen) return
        event.preventDefault()
        this.chosen.click()
      })
    }

    disconnectedCallback() {
      document.removeEventListener('keydown', this.press)
    }

    get chosen() {
      return this.list.querySelector('[aria-selected=true]')
    }

    async show(typed) {
      const words = typed.trim()
      const near = placesHere().filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()))
      this.fill(near.slice(0, 8))
      this.asked?.abort()
      this.asked = new AbortController()
      const { signal } = this.asked
      const address = `/jump?${new URLSearchParams({ q: words })}`
      const far =
        words.length < 2
          ? []
          : await fetch(address, { signal }).then(
              (answer) => answer.json(),
              () => null,
            )
      if (far && !signal.aborted) this.fill([...far, ...near.slice(0, 8)])
    }

    fill(places) {
      this.list.replaceChildren(...places.map(optionOf))
      this.choose(this.list.firstElementChild)
    }

    move(event) {
      const options = [...this.list.children]
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!by || options.length === 0) return
      event.preventDefault()
      this.choose(options.at((options.indexOf(this.chosen) + by) % options.length))
    }

    choose(option) {
      this.chosen?.setAttribute('aria-selected', 'false')
      option?.setAttribute('aria-selected', 'true')
      option?.scrollIntoView({ block: 'nearest' })
      this.querySelector('input').setAttribute('aria-activedescendant', option?.id ?? '')
    }
  },
)

// The acts of this page are what a key presses, outside of paragraphs.
function placesHere() {
  const acts = [...document.querySelectorAll('main [data-key]')].filter((one) => !one.closest('.p') && one.textContent.trim() !== '')
  return [
    ...acts.map((one) => ({ kind: 'Act', label: one.textContent.trim().replaceAll(/\s+/g, ' '), act: () => one.click() })),
    ...[...document.querySelectorAll('.nav a')].map((one) => ({ kind: 'Page', label: one.firstChild.textContent.trim(), href: one.href })),
  ]
}

function optionOf({ kind, label, detail = '', href, act }, at) {
  const option = Object.assign(document.createElement('li'), { id: `jump-${at}` })
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  const [what, name, beside] = ['small', 'bdi', 'span'].map((tag) => document.createElement(tag))
  what.textContent = kind
  name.textContent = label
  beside.textContent = detail
  option.append(what, name, beside)
  option.addEventListener('click', () => {
    option.closest('dialog').close()
    if (act) act()
    else location.assign(href)
  })
  return option
}
