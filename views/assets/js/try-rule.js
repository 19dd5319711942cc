// Shows what a rule would find a moment after somebody has typed; without it the form has a button for that.
customElements.define(
  'try-rule',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('input', () => {
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.show(), 300)
      })
    }

    disconnectedCallback() {
      clearTimeout(this.timer)
      this.asking?.abort()
    }

    async show() {
      this.asking?.abort()
      this.asking = new AbortController()
      const form = this.querySelector('form')
      const to = form.querySelector('button[formaction]')?.formAction
      if (!to) return
      const asked = { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: this.asking.signal }
      const answer = await fetch(to, asked).catch(() => null)
      if (!answer?.ok) return
      const text = await answer.text().catch(() => null)
      if (text === null) return
      const tried = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-tried]')
      if (tried) this.querySelector('[data-tried]').replaceWith(tried)
    }
  },
)
